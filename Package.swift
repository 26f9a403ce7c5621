// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")

let package = Package(
    name: "ratebridge",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "FastCGI", targets: ["FastCGI"]),
        .library(name: "ProviderKit", targets: ["ProviderKit"]),
        .library(name: "ProviderTesting", targets: ["ProviderTesting"]),
        .executable(name: "ratebridge-fcgi", targets: ["ratebridge-fcgi"]),
        .executable(name: "ratebridge", targets: ["ratebridge"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .systemLibrary(name: "CFCGI", pkgConfig: "fcgi", providers: [.apt(["libfcgi-dev"])]),
        .target(name: "CStart"),
        .target(name: "FastCGI", dependencies: ["CFCGI", httpTypes, logging], swiftSettings: settings),
        .target(name: "FastCGIClient", swiftSettings: settings),
        .target(
            name: "ProviderKit",
            dependencies: [
                asyncHTTPClient, crypto, httpTypes, logging,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .target(name: "ProviderTesting", dependencies: ["ProviderKit", httpTypes], swiftSettings: settings),
        .target(name: "TariffChart", dependencies: ["ProviderKit"], swiftSettings: settings),
        .target(name: "LunarEnergy", dependencies: ["ProviderKit"], swiftSettings: settings),
        .target(name: "OctopusEnergyUK", dependencies: ["ProviderKit", httpTypes], swiftSettings: settings),
        .target(name: "Tibber", dependencies: ["ProviderKit"], swiftSettings: settings),
        .target(
            name: "Providers", dependencies: ["ProviderKit", "LunarEnergy", "OctopusEnergyUK", "Tibber"],
            swiftSettings: settings),
        .target(
            name: "Templates", path: "Templates",
            exclude: ["locales"], resources: [.embedInCode("pages"), .embedInCode("assets")],
            swiftSettings: settings, plugins: ["EmbedTexts"]),
        .target(
            name: "ConnectFlow", dependencies: ["ProviderKit", "Templates", httpTypes, crypto, logging],
            swiftSettings: settings),
        .target(
            name: "Sandbox",
            dependencies: ["ProviderKit", "ProviderTesting", "TariffChart", hummingbird, asyncHTTPClient, logging],
            resources: [.embedInCode("Desk/Assets")], swiftSettings: settings),
        .target(
            name: "Composition",
            dependencies: ["FastCGI", "ConnectFlow", "ProviderKit", "Providers", httpTypes, logging],
            swiftSettings: settings),
        .target(
            name: "Replay",
            dependencies: [
                "Composition", "ConnectFlow", "FastCGI", "FastCGIClient", "ProviderKit", "ProviderTesting",
                "Providers", httpTypes, logging,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "ratebridge-fcgi",
            dependencies: [
                "CFCGI", "CStart", "Composition", "ConnectFlow", "FastCGI", "ProviderKit", argumentParser, logging,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "ratebridge",
            dependencies: [
                "CFCGI", "CStart", "Composition", "ConnectFlow", "FastCGI", "ProviderKit", "ProviderTesting",
                "Providers", "Replay", "Sandbox", "TariffChart", argumentParser, httpTypes, hummingbird, logging,
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings, plugins: ["EmbedDeployment"]),
        .executableTarget(name: "embed-files", swiftSettings: settings),
        .executableTarget(name: "embed-texts", swiftSettings: settings),
        .plugin(
            name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed-texts"], path: "Sources/EmbedTexts"),
        .plugin(
            name: "EmbedDeployment", capability: .buildTool(), dependencies: ["embed-files"],
            path: "Sources/EmbedDeployment"),
        .executableTarget(
            name: "benchmark-tariffs", dependencies: ["ProviderKit"], path: "Tests/Benchmarks/Tariffs",
            swiftSettings: settings),
        .testTarget(
            name: "CompositionTests", dependencies: ["Composition", "ConnectFlow", "ProviderKit", logging],
            swiftSettings: settings),
        .testTarget(
            name: "DocumentationTests",
            dependencies: ["FastCGI", "LunarEnergy", "ProviderKit", "ProviderTesting", httpTypes, logging],
            swiftSettings: settings),
        .testTarget(
            name: "FastCGITests", dependencies: ["FastCGI", "FastCGIClient", httpTypes, logging],
            swiftSettings: settings),
        .testTarget(name: "ProviderKitTests", dependencies: ["ProviderKit", httpTypes], swiftSettings: settings),
        .testTarget(
            name: "ConnectFlowTests",
            dependencies: ["ConnectFlow", "LunarEnergy", "ProviderKit", "Templates", httpTypes, logging],
            swiftSettings: settings),
        .testTarget(
            name: "ProviderTestingTests", dependencies: ["ProviderTesting", "ProviderKit", httpTypes],
            swiftSettings: settings),
        .testTarget(
            name: "LunarEnergyTests",
            dependencies: ["LunarEnergy", "ProviderKit", "ProviderTesting", "Sandbox", httpTypes],
            exclude: ["Cassettes"], swiftSettings: settings),
        .testTarget(
            name: "RatebridgeTests",
            dependencies: [
                "ratebridge", "Composition", "ConnectFlow", "FastCGI", "ProviderKit", "Sandbox", "TariffChart",
                httpTypes,
            ],
            exclude: ["Commands/Help"], swiftSettings: settings),
        .testTarget(
            name: "OctopusEnergyUKTests",
            dependencies: ["OctopusEnergyUK", "ProviderKit", "ProviderTesting", "Sandbox", httpTypes],
            exclude: ["Cassettes"], swiftSettings: settings),
        .testTarget(
            name: "TibberTests",
            dependencies: ["Tibber", "ProviderKit", "ProviderTesting", "Sandbox", httpTypes],
            exclude: ["Cassettes"], swiftSettings: settings),
        .testTarget(
            name: "OAuth2JourneyTests",
            dependencies: [
                "Tibber", "ConnectFlow", "ProviderKit", "Sandbox",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"), httpTypes, logging,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ReplayTests",
            dependencies: ["Replay", "Composition", "FastCGI", "ProviderKit", "ProviderTesting", httpTypes, logging],
            swiftSettings: settings),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "Sandbox", "ProviderKit", .product(name: "HummingbirdTesting", package: "hummingbird"), httpTypes,
                logging,
            ],
            swiftSettings: settings),
    ]
)

// The same targets replay their seeds in the normal test run, and are fuzzed by Tests/fuzz, which sets the variable to
// libFuzzer's archive.
let fuzzed = [
    "ConnectFlow", "FastCGI", "LunarEnergy", "OctopusEnergyUK", "ProviderKit", "ProviderTesting", "Replay", "Tibber",
]
let fuzzedDependencies = fuzzed.map { Target.Dependency(stringLiteral: $0) } + [httpTypes]
if let fuzzer = Context.environment["FUZZER_RUNTIME"] {
    let instrumented = settings + [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])]
    for target in package.targets where fuzzed.contains(target.name) { target.swiftSettings = instrumented }
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: fuzzedDependencies, path: "Tests/FuzzTests",
            exclude: ["CorpusTests.swift", "Found", "Seeds"], swiftSettings: instrumented,
            linkerSettings: [.unsafeFlags(["-sanitize=address", fuzzer]), .linkedLibrary("stdc++")]))
} else {
    package.targets.append(
        .testTarget(
            name: "FuzzTests", dependencies: fuzzedDependencies, exclude: ["Found", "Fuzzer", "Seeds"],
            swiftSettings: settings))
}
