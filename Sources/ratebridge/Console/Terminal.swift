import ArgumentParser
import Foundation

/// What an output stream can show.
struct Terminal: Sendable, Equatable {
    /// How many colours there are.
    enum Colour: Sendable, Equatable {
        /// None: shades are made of characters.
        case none
        /// The 256 of xterm.
        case palette
        /// 24 bits.
        case direct
    }

    /// A person may be looking, and lines can be redrawn.
    var isInteractive: Bool
    /// Columns.
    var width: Int
    var colour: Colour

    /// What a stream is. Its width is 80 columns where nobody says; `COLUMNS` is for tests and for pipes.
    static func detected(_ descriptor: Int32) -> Terminal {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(descriptor) == 1
        var size = winsize()
        let isSized = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let width = isSized ? Int(size.ws_col) : environment["COLUMNS"].flatMap { Int($0) } ?? 80
        return Terminal(isTerminal: isTerminal, width: width, environment: environment)
    }

    init(isInteractive: Bool, width: Int, colour: Colour) {
        self.isInteractive = isInteractive
        self.width = width
        self.colour = colour
    }

    /// Colours by the usual variables: `NO_COLOR` (no-color.org), `TERM` and `COLORTERM`.
    init(isTerminal: Bool, width: Int, environment: [String: String]) {
        let term = environment["TERM"] ?? ""
        isInteractive = isTerminal && term != "dumb"
        self.width = max(width, 20)
        let isPlain = !isInteractive || environment["NO_COLOR"]?.isEmpty == false
        colour = isPlain ? .none : Self.colours(environment) ?? .none
    }

    /// The same terminal, with the colours that were asked for.
    func with(_ choice: ColourChoice) -> Terminal {
        var terminal = self
        switch choice {
        case .auto: break
        case .never: terminal.colour = .none
        case .always: terminal.colour = Self.colours(ProcessInfo.processInfo.environment) ?? .palette
        }
        return terminal
    }

    private static func colours(_ environment: [String: String]) -> Colour? {
        if ["truecolor", "24bit"].contains(environment["COLORTERM"]) { return .direct }
        return environment["TERM"]?.contains("256") == true ? .palette : nil
    }
}

/// The option `--colour`.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, always, never
}

extension String {
    /// The text without control characters: what a provider sends must not steer the terminal.
    var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { !Self.isControl($0) }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        // Bidirectional overrides can make a line read as another one.
        case .format: scalar != "\u{200D}" && scalar != "\u{FEFF}"
        default: false
        }
    }
}
