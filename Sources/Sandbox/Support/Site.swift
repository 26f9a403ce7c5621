import Hummingbird

/// One simulated site, under one path prefix of the Sandbox's port.
protocol Site: Sendable {
    /// The first path component, such as `connect`.
    static var prefix: String { get }
    /// What the site is, in one line of the index page.
    static var summary: String { get }

    init(world: World)

    /// Registers the site's routes; their paths are relative to the prefix.
    func addRoutes(to routes: RouterGroup<SandboxContext>)
}
