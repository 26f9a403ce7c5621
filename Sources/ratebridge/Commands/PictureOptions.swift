import ArgumentParser
import Foundation
import ProviderKit
import TariffChart

/// How a tariff is drawn.
struct PictureOptions: ParsableArguments {
    @Option(help: "Write the picture into this file too, as SVG.", completion: .file(extensions: ["svg"]))
    var svg: String?

    @Option(
        name: [.customLong("colour"), .customLong("color")],
        help: "Colours in the terminal; auto heeds NO_COLOR and pipes.")
    var colour = ColourChoice.auto

    /// Draws on a stream, and into the file.
    func show(_ tariff: Tariff, on console: Console) throws {
        let picture = TariffPicture(tariff)
        console.line(picture.text(for: console.terminal.with(colour)))
        try write(picture)
    }

    /// Writes the file that was asked for.
    func write(_ picture: TariffPicture) throws {
        guard let svg else { return }
        do {
            try Data(picture.svg.utf8).write(to: URL(filePath: svg), options: .atomic)
        } catch {
            throw Failure("The picture cannot be written to \(svg).", fix: "check the folder and its mode")
        }
    }
}
