import Testing

@testable import Sandbox

@Suite struct UnreadTextTests {
    @Test(arguments: [
        (#"{"route":"x","token":"ab"#, #"{"route":"{{secret:unread}}","token":"{{secret:unread}}""#),
        (#"{"a":12,"b":[true"#, #"{"a":12,"b":[true"#),
        ("<h1>We'll be back soon</h1>", "<h1>We'll be back soon</h1>"),
        ("token=eyJhbGciOiJIUzI1NiJ9.e30.x", "{{secret:unread}}"),
        ("", ""),
    ])
    func `what may be a secret is masked, and its shape left`(text: String, masked: String) {
        #expect(UnreadText(text).masked == masked)
    }
}
