/// Addresses that Connect must not be able to send a customer to, written for this and combined.
enum RedirectPayloads {
    /// Every one of them is to be refused.
    static let hostile: [String] = Array(
        Set(combinedSchemes + disguisedSchemes + httpElsewhere + withoutScheme + brokenHTTPS + unprintable + odd)
    ).sorted()

    private static let schemes = [
        "javascript", "data", "vbscript", "file", "blob", "about", "ftp", "filesystem", "view-source", "jar", "intent",
        "livescript", "mocha", "mailto", "tel", "sms", "ws", "wss", "chrome", "chrome-extension", "moz-extension",
        "ms-msdt", "ms-word", "search-ms", "itms-services", "ldap", "smb", "feed", "resource", "x-javascript", "urn",
    ]

    private static let tails = [
        "alert(1)", "//x/%0aalert(1)", "/x", "//x", "//app.example/done", "text/html,x",
        "text/html;base64,PHNjcmlwdD4=",
    ]

    private static var combinedSchemes: [String] {
        schemes.flatMap { scheme in
            [scheme, scheme.uppercased(), scheme.prefix(1).uppercased() + scheme.dropFirst()].flatMap { name in
                tails.map { "\(name):\($0)" }
            }
        }
    }

    /// What readers of addresses take away, add, or undo.
    private static var disguisedSchemes: [String] {
        let noise = [
            "\t", "\n", "\r", "\r\n", "\0", " ", "\u{B}", "\u{1}", "\u{A0}", "\u{FEFF}", "\u{200B}", "\u{2028}",
        ]
        let named = noise.flatMap { noise in
            [
                "\(noise)javascript:alert(1)", "java\(noise)script:alert(1)", "javascript\(noise):alert(1)",
                "javascript:\(noise)alert(1)", "\(noise)https://app.example", "https:\(noise)//app.example",
                "https://app.example/\(noise)x", "https://app.example\(noise)", "myapp:/\(noise)/x",
            ]
        }
        return named + [
            "java%0ascript:alert(1)", "javascript%3Aalert(1)", "%6Aavascript:alert(1)", "&#106;avascript:alert(1)",
            "java&Tab;script:alert(1)", "jav\u{430}script:alert(1)", "ｊavascript:alert(1)", "javaſcript:alert(1)",
            "\"javascript:alert(1)\"", "'javascript:alert(1)'", "<javascript:alert(1)>", "(javascript:alert(1))",
            "1javascript:/alert(1)", "-javascript:/alert(1)", ".javascript:/x", "+javascript:/x", "java_script:/x",
            "java/script:/x", "x;javascript:/x", "url=javascript:/x",
        ]
    }

    /// Plain http is for the developer's own machine.
    private static var httpElsewhere: [String] {
        let hosts = [
            "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80",
            "localhost@evil.example",
            "127.0.0.1@evil.example", "localhost:80@evil.example", "evil.example#localhost", "evil.example?localhost",
            "localhost%2eevil.example", "localhost%00.evil.example", "localhost%40evil.example", "0.0.0.0", "0",
            "127.1",
            "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "[::]", "[::ffff:127.0.0.1]", "[::1]@evil.example",
            "[::1].evil.example", "127.0.0.2", "10.0.0.1", "169.254.169.254", "192.168.0.1", "localhost.",
            "LOCALHOST.x",
            "localhost\\@evil.example", "localhost;@evil.example", "localhost&@evil.example", "-", "%6c%6f", "localhos",
            "localhost,evil.example", "localhost:99999", "localhost:x", "localhost:", "localhost:-1", "metadata",
        ]
        return hosts.flatMap { host in
            ["http://\(host)", "http://\(host)/", "HTTP://\(host)/x", "http://\(host)/?next=http://localhost/"]
        }
    }

    private static var withoutScheme: [String] {
        let starts = [
            "", "/", "//", "///", "////", "\\", "\\\\", "/\\", "\\/", "/\\/", "./", "../", "?", "#", "@", ":", "://",
            ";",
        ]
        return starts.flatMap { ["\($0)evil.example", "\($0)evil.example/x", "\($0)", "\($0)app.example:443/x"] }
            .filter { !$0.hasPrefix("app.example:") }
    }

    private static var brokenHTTPS: [String] {
        let rests = [
            "", "/", "//", "///", "///evil.example", "////evil.example", "evil.example", "/evil.example",
            "\\\\evil.example",
            "/\\evil.example", "//\\evil.example", "//user@evil.example", "//user:pass@evil.example",
            "//:@evil.example",
            "//@evil.example", "//app.example@evil.example", "//app.example:443@evil.example",
            "//app.example%40evil.example",
            "//app.example\\@evil.example", "//app.example\\.evil.example", "//app.example:x", "//app.example:99999",
            "//app.example:0", "//app.example:-1", "//app.example:443:443", "//:443", "//?", "//#", "//[", "//]",
            "//[::1",
            "//[::1]x", "//[g::1]x", "//ev il.example", "//evil.example\"", "//evil.example<", "//evil.example>",
            "//evil.example^", "//evil.example`", "//evil.example{", "//evil.example|x", "//evil.example}",
            "//évil.example",
            "//evil。example", "//evil%E3%80%82example", "//%", "//%2e", "//a%2fb", "//a%5cb", "//a;b", "//a,b", "//a*b",
            "//a(b", "//a!b", "//a$b", "//a'b", "//a=b", "//a+b", "//a&b", "//a~b",
        ]
        return rests.flatMap { ["https:\($0)", "HTTPS:\($0)", "hTTps:\($0)"] }
    }

    private static var unprintable: [String] {
        (0...0x20).map { "https://app.example/\(Unicode.Scalar(UInt8($0)))x" }
            + ["\u{7F}", "\u{85}", "\u{2029}", "\u{202E}", "\u{1F600}", "é"].map { "https://app.example/\($0)" }
            + [
                "https://app.example/\r\nSet-Cookie: a=b", "https://app.example/\r\n\r\n<script>",
                "myapp://x\r\nLocation: y",
                "https://app.example/ HTTP/1.1", "https://app.example/\"onclick=alert(1)",
                "https://app.example/<script>",
            ]
    }

    private static var odd: [String] {
        [
            "myapp:", "myapp:x", "myapp:///", "myapp://", "myapp:/", "my app://x", "mÿapp://x", ":myapp://x", "://x",
            "myapp",
            "https", "http", "null", "undefined", "https://" + String(repeating: "a", count: 2049),
        ]
    }

    /// These pass, unchanged.
    static let friendly = [
        "https://app.example", "https://app.example/", "https://app.example/done?fp_cot=cot_12345678&x=%20y#z",
        "https://app.example:8443/x", "https://xn--caf-dma.example/", "https://[2001:db8::1]/x",
        "HTTPS://App.Example/X",
        "https://app.example/?next=javascript:alert(1)", "https://app.example/a//b", "https://app.example/@x",
        "http://localhost", "http://localhost:9090/app?fp_cot=cot_12345678", "http://127.0.0.1:8080/",
        "http://[::1]:8080/x",
        "myapp://oauth-callback/flatpeak?fp_cot=cot_65df3e949a785c52283026ec", "com.example.app:/done",
        "com.example.app://x",
        "nova-energy://done?x=1", "fb1234567890://authorize", "a+b.c-d:/x", "https://under_score.example/",
    ]
}
