import ArgumentParser

/// The command line: what an integrator and an operator need beside the responder.
@main
struct Ratebridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Connects energy tariffs to FlatPeak: tools for integrators and operators.",
        version: "0.1.0",
        subcommands: [TokenCommand.self, SandboxCommand.self])
}
