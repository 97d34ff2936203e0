import Foundation
import Testing

/// The house has floors, and imports point down only.
///
/// The compiler does not enforce that a target imports only what its floor may reach (a module of the same package is
/// found even when it is no dependency), so this test reads the import lines themselves.
@Suite("Imports point down only")
struct ImportRuleTests {
    /// What each room may import of ours.
    private static let allowed: [String: Set<String>] = [
        "Shared/CLibPQ": [],
        "Shared/LibPQ": ["CLibPQ"],
        "Shared/Database": ["LibPQ"],
        "Shared/EventBus": ["Database", "LibPQ"],
        "Shared/Model": [],
        "Shared/Tabular": ["Model"],
        "Shared/WebPages": ["Model"],
        "Shared/Client": ["Model"],
        "Shared/ServiceKit": ["Database", "EventBus", "LibPQ", "Model", "Tabular", "WebPages"],
        "Shared/EmbeddedPostgres": [],
        "Services/Partners": Self.service,
        "Services/Mobility": Self.service,
        "Services/Experts": Self.service,
        "Services/Events": Self.service,
        "Services/Demo": Self.service.union(["Partners", "Mobility", "Experts"]),
        "Services/CommandLine": ["EmbeddedPostgres", "Model", "Tabular", "YizhanClient"],
        "Services/Executables/partners": ["Partners", "ServiceKit"],
        "Services/Executables/mobility": ["Mobility", "ServiceKit"],
        "Services/Executables/experts": ["Experts", "ServiceKit"],
        "Services/Executables/events": ["Events", "ServiceKit"],
        "Services/Executables/yizhan": [
            "DemoOffice", "Events", "Experts", "Mobility", "Model", "Partners", "ServiceKit", "Tabular",
            "YizhanClient", "YizhanCommands",
        ],
    ]

    /// A service never imports another one: what it needs of it, it has heard on the bus.
    private static let service: Set<String> = ["Database", "EventBus", "LibPQ", "Model", "ServiceKit", "WebPages"]

    private static let ours: Set<String> = [
        "CLibPQ", "LibPQ", "Database", "EventBus", "Model", "Tabular", "WebPages", "ServiceKit", "EmbeddedPostgres",
        "Partners", "Mobility", "Experts", "Events", "DemoOffice", "YizhanClient", "YizhanCommands",
        "TestSupport",
    ]

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("every source file imports only what its room may reach")
    func everyImportPointsDown() throws {
        var seen: Set<String> = []
        for file in try Self.sources() {
            let room = try #require(Self.room(of: file), "\(file) is in no room of the house")
            seen.insert(room)
            let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
            for module in Self.imports(of: text) where Self.ours.contains(module) {
                #expect(Self.allowed[room]?.contains(module) == true, "\(file) imports \(module)")
            }
        }
        #expect(seen.count >= 15, "the test looks at too little to mean anything")
    }

    @Test("only the lowest room speaks to libpq")
    func onlyOneRoomIsUnsafe() throws {
        for file in try Self.sources() where !file.hasPrefix("Shared/LibPQ/") && !file.hasPrefix("Shared/CLibPQ/") {
            let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
            #expect(!text.contains("import CLibPQ"), "\(file) reaches past LibPQ")
        }
    }

    @Test("the shared model is pure: no clock but its own, no files, no network, no SQL")
    func theModelIsPure() throws {
        let allowed: Set<String> = ["FoundationEssentials", "Foundation", "Synchronization", "Glibc", "Musl", "Darwin"]
        for file in try Self.sources() where file.hasPrefix("Shared/Model/") {
            let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
            for module in Self.imports(of: text) {
                #expect(allowed.contains(module), "\(file) imports \(module)")
            }
        }
    }

    @Test("the top level holds six entries and nothing else")
    func theTopLevelIsTidy() throws {
        let entries = try FileManager.default.contentsOfDirectory(atPath: Self.root.path)
            .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
        #expect(Set(entries) == ["Package.swift", "Services", "Shared", "Tests", "deploy", "README.md"])
    }

    private static func room(of file: String) -> String? {
        Self.allowed.keys.filter { file.hasPrefix($0 + "/") }.max { $0.count < $1.count }
    }

    private static func imports(of text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            while let first = words.first, first.hasPrefix("@") || ["public", "package", "internal"].contains(first) {
                words.removeFirst()
            }
            guard words.first == "import", words.count > 1 else { return nil }
            // `import struct Foundation.Data` names its module before the dot.
            return words[words.count - 1].split(separator: ".").first.map(String.init)
        }
    }

    private static func sources() throws -> [String] {
        var files: [String] = []
        for folder in ["Shared", "Services"] {
            let base = Self.root.appending(path: folder)
            let enumerator = try #require(FileManager.default.enumerator(atPath: base.path))
            for case let path as String in enumerator where path.hasSuffix(".swift") {
                files.append("\(folder)/\(path)")
            }
        }
        return files
    }
}
