import Foundation
import PackagePlugin

/// Puts the configurations of deploy/ into the command line, so that there is one source of each.
///
/// SwiftPM's own `.embedInCode` names a file by its last part alone, and deploy/ has several of one name.
@main
struct EmbedDeployment: BuildToolPlugin {
    private static let folders = ["apache", "lighttpd", "nginx", "scale-out", "shared-hosting", "systemd"]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let deploy = context.package.directoryURL.appending(path: "deploy")
        let files = Self.folders.flatMap { folder in
            let names = FileManager.default.enumerator(atPath: deploy.appending(path: folder).path)?
                .compactMap { $0 as? String }
            return (names ?? []).map { "\(folder)/\($0)" }
        }.sorted().filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: deploy.appending(path: name).path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "ShippedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding deploy/", executable: try context.tool(named: "embed-files").url,
                arguments: [output.path, deploy.path] + files, inputFiles: files.map { deploy.appending(path: $0) },
                outputFiles: [output])
        ]
    }
}
