import ProviderKit
import Testing

@Suite struct ClockTimeTests {
    @Test func hoursMinutesAndSecondsAreRead() throws { #expect(try ClockTime("07:30:15").secondOfDay == 27_015) }

    @Test func secondsCanBeLeftOut() throws { #expect(try ClockTime("07:30") == ClockTime("07:30:00")) }

    @Test func itIsWrittenWithSeconds() throws { #expect(try ClockTime("07:30").description == "07:30:00") }

    @Test func theLastSecondOfTheDayIsWritten() throws {
        #expect(ClockTime(secondOfDay: 86_399)?.description == "23:59:59")
    }

    @Test func theEndOfTheDayIsNotASecondOfIt() { #expect(ClockTime(secondOfDay: 86_400) == nil) }

    @Test func aSecondBelowZeroIsRefused() { #expect(ClockTime(secondOfDay: -1) == nil) }

    @Test func twentyFourHoursHaveTheirOwnError() {
        #expect(throws: ClockTimeError.endOfDay("24:00:00")) { try ClockTime("24:00:00") }
    }

    @Test(arguments: ["24:00:01", "25:00", "12:60:00", "12:00:60", "99:99:99"])
    func timesThatNoClockShowsAreRefused(text: String) {
        #expect(throws: ClockTimeError.outOfRange(text)) { try ClockTime(text) }
    }

    @Test(arguments: [
        "", "7:30", "07.30", "07:3", "07:30:", ":07:30", "07:30:00:00", "-7:30", "0730", "aa:bb", "٠٧:٣٠",
    ])
    func otherFormsAreRefused(text: String) {
        #expect(throws: ClockTimeError.malformed(text)) { try ClockTime(text) }
    }

    @Test func anHourBeyondTheDayIsNoTime() { #expect(ClockTime(hour: 24) == nil) }

    @Test func timesAreOrdered() throws { #expect(try ClockTime("00:30") < ClockTime("07:30")) }

    @Test func theErrorForTwentyFourHoursSaysWhatToWrite() {
        #expect(ClockTimeError.endOfDay("24:00:00").description.contains("write 00:00:00"))
    }
}
