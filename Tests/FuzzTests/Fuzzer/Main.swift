import Glibc

/// libFuzzer's loop; the archive that `FUZZER_RUNTIME` names has it.
@_silgen_name("LLVMFuzzerRunDriver")
private func fuzz(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Fuzzes the target that `FUZZ_TARGET` names, with libFuzzer's own arguments; without one, lists the names.
@main
enum Main {
    private static let target = getenv("FUZZ_TARGET").flatMap { name in
        FuzzTarget.all.first { $0.name == String(cString: name) }
    }

    static func main() {
        guard target != nil else {
            for target in FuzzTarget.all { print(target.name) }
            return
        }
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(fuzz(&count, &arguments) { Main.check(UnsafeBufferPointer(start: $0, count: $1)) })
    }

    private static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        do {
            try target?.check(Array(bytes))
        } catch {
            print("fuzz: \(error)")
            fflush(nil)
            abort()
        }
        return 0
    }
}
