import FastCGI
import HTTPTypes
import Logging
import Testing

struct Greeting: Responder {
    func respond(to request: Request) async -> Response {
        .text(.ok, "You asked for \(request.head.path ?? "nothing")")
    }
}

@Suite struct FastCGISnippets {
    @Test func `a responder answers`() async throws {
        let head = HTTPRequest(method: .get, scheme: "https", authority: "www.example.com", path: "/moon")
        let answer = await Greeting().respond(to: Request(head: head))
        #expect(answer.body == Array("You asked for /moon\n".utf8))
    }

    /// Compiled only: it would serve until somebody drains it.
    private func serve(logger: Logger) async throws {
        let socket = try ListeningSocket(ListenAddress("unix:/run/greeting.sock"))
        let server = try Server(socket: socket, application: Greeting(), logger: logger)
        let unanswered = try await server.run()
        logger.info("\(unanswered)")
    }

    private func cgi(environment: [String: String]) async {
        if CGI.isRequest(environment: environment) { await CGI.serve(Greeting()) }
    }
}
