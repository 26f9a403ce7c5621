import Testing

@testable import ProviderKit

@Suite struct `Cookie dates` {
    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "6 nov 1994 8:49:37",
        "1994 November 06 08:49:37", "08:49:37 6-Nov-1994", "06 Nov 1994 08:49:37 +0100", "Sun,06-NOV-1994;08:49:37",
    ])
    func `as servers write them`(text: String) { #expect(CookieDate.seconds(text) == 784_111_777) }

    @Test(arguments: [
        ("01 Jan 70 00:00:00", 0), ("01 Jan 00 00:00:00", 946_684_800), ("31 Dec 69 23:59:59", 3_155_759_999),
    ])
    func `years of two digits`(text: String, seconds: Int) { #expect(CookieDate.seconds(text) == seconds) }

    @Test(arguments: [
        "", "0", "Thu", "06 Nov 1994", "08:49:37", "06 Nov 1994 24:00:00", "06 Nov 1994 08:60:00",
        "06 Nov 1994 08:49:60",
        "32 Nov 1994 08:49:37", "30 Feb 1994 08:49:37", "0 Nov 1994 08:49:37", "06 Nov 1600 08:49:37",
        "06 Xyz 1994 08:49:37",
        "06 Nov 19940 08:49:37", "06 Nov 1994 08:49", "06 Nov 1994 08:49:37:12", "soon",
    ])
    func `what is none`(text: String) { #expect(CookieDate.seconds(text) == nil) }
}
