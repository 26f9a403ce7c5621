import Dispatch
import Glibc

/// Goes to an authorisation server's pages as a customer does, while a cassette is recorded (see `OAuth2Provider`).
public struct SignInPages: Sendable {
    let visit: @Sendable (_ address: String, _ customer: TestCustomer) async throws -> String

    /// Describes how to get there and back.
    ///
    /// - Parameter visit: is given the address to open and the account to sign in with, and returns the address that the
    ///   server sends the browser back to, with the code in it.
    public init(_ visit: @escaping @Sendable (_ address: String, _ customer: TestCustomer) async throws -> String) {
        self.visit = visit
    }

    /// A person does it, and is asked on the terminal.
    public static let byHand = SignInPages { address, customer in
        let account = customer.credentials["login"].map { " as \($0)" } ?? ""
        let question = """

            Open this address in a browser, and sign in\(account):

              \(address)

            Then paste the address that the browser ends at; that page need not load: 
            """
        let answer = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: ask(question)) }
        }
        guard let answer else { throw Setback("there is no terminal to ask for the address on") }
        return answer
    }

    /// The way back without the way there, for replays: the code is the cassette's.
    static let replayed = SignInPages { address, _ in
        let form = FormText(address.split(separator: "?", maxSplits: 1).dropFirst().first ?? "")
        let (back, state) = (form.plain("redirect_uri").first ?? "", form.plain("state").first ?? "")
        return "\(back)?code=\(Journey.replayedCodeText)&state=\(state)"
    }

    /// Tests have no standard input: the terminal itself is asked.
    private static func ask(_ question: String) -> String? {
        guard let output = fopen("/dev/tty", "w") else { return nil }
        fputs(question, output)
        fclose(output)
        guard let input = fopen("/dev/tty", "r") else { return nil }
        defer { fclose(input) }
        var line: UnsafeMutablePointer<CChar>?
        var size = 0
        defer { free(line) }
        guard getline(&line, &size, input) > 0, let line else { return nil }
        return String(cString: line).split(separator: "\n").first.map(String.init)
    }
}
