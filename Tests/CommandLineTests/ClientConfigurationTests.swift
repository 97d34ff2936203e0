import Foundation
import Model
import Testing

@testable import YizhanCommands

@Suite("Finding the installation")
struct ClientConfigurationTests {
    @Test("Options come before the environment, and that before what is on this machine")
    func precedence() throws {
        try withDataFolder { folder in
            try PrivateFile.write("local\n", to: folder.tokenFile)
            let environment = ["YIZHAN_URL": "https://office.example.edu/", "YIZHAN_TOKEN": "from environment"]
            let all = try ClientConfiguration(
                url: "http://127.0.0.1:9", token: "given", environment: environment, dataFolder: folder)
            #expect(all.url == "http://127.0.0.1:9")
            #expect(all.token == "given")
            let some = try ClientConfiguration(url: nil, token: nil, environment: environment, dataFolder: folder)
            #expect(some.url == "https://office.example.edu")
            #expect(some.token == "from environment")
            let none = try ClientConfiguration(url: nil, token: nil, environment: [:], dataFolder: folder)
            #expect(none.url == "http://127.0.0.1:8080")
            #expect(none.token == "local")
        }
    }

    @Test("The token of this machine is not sent to another one")
    func localToken() throws {
        try withDataFolder { folder in
            try PrivateFile.write("local\n", to: folder.tokenFile)
            for url in ["https://office.example.edu", "http://127.0.0.1.example.edu", "http://localhost@example.edu"] {
                let configuration = try ClientConfiguration(
                    url: url, token: nil, environment: [:], dataFolder: folder)
                #expect(configuration.token == nil)
            }
        }
    }

    @Test("A running installation is found on its own port, and secrets stay out of descriptions")
    func running() throws {
        try withDataFolder { folder in
            let state = ReadyState(process: 1, url: "http://127.0.0.1:9000", link: "http://127.0.0.1:9000/x")
            try PrivateFile.write(state.json.description, to: folder.readyFile)
            #expect(folder.readyState() == state)
            let found = try ClientConfiguration(url: nil, token: "geheim", environment: [:], dataFolder: folder)
            #expect(found.url == "http://127.0.0.1:9000")
            #expect(!found.description.contains("geheim"))
        }
    }

    @Test("A missing token file and an address without scheme are refused")
    func refusals() throws {
        try withDataFolder { folder in
            #expect(throws: CommandError.self) {
                _ = try ClientConfiguration(
                    url: nil, token: nil, environment: ["YIZHAN_TOKEN_FILE": "/nowhere"], dataFolder: folder)
            }
            #expect(throws: CommandError.self) {
                _ = try ClientConfiguration(url: "office", token: nil, environment: [:], dataFolder: folder)
            }
        }
    }

    @Test("A private file is readable by its owner only")
    func mode() throws {
        try withDataFolder { folder in
            try PrivateFile.write("a", to: folder.tokenFile)
            try PrivateFile.write("b", to: folder.tokenFile)
            let mode =
                try FileManager.default.attributesOfItem(atPath: folder.tokenFile)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
        }
    }

    @Test("Each kind of user has a usual folder")
    func folders() {
        #expect(DataFolder.usual([:], isRoot: true) == "/var/lib/yizhan")
        #expect(DataFolder.usual(["HOME": "/home/li"], isRoot: false) == "/home/li/.local/share/yizhan")
        #expect(DataFolder.usual(["HOME": "/h", "XDG_DATA_HOME": "/d"], isRoot: false) == "/d/yizhan")
        #expect(DataFolder(option: "/x", environment: ["YIZHAN_DATA": "/y"]).path == "/x")
        #expect(DataFolder(option: nil, environment: ["YIZHAN_DATA": "/y"]).path == "/y")
    }

    @Test("A folder that is not the usual one says how commands find it, as a shell takes it")
    func option() {
        let home = ["HOME": "/home/li"]
        let usual = DataFolder(option: nil, environment: home)
        #expect(usual.option == "")
        #expect(DataFolder(option: usual.path, environment: home).option == "")
        #expect(DataFolder(option: "/srv/驿站", environment: home).option == " --data /srv/驿站")
        #expect(DataFolder(option: nil, environment: ["YIZHAN_DATA": "/y"]).option == " --data /y")
        #expect(DataFolder(option: "/a b/o'c", environment: home).option == #" --data '/a b/o'\''c'"#)
    }

    @Test("The configuration that doctor shows has no secret in it")
    func masked() {
        #expect(InstallationChecks.shown("YIZHAN_DATABASE_URL", "postgresql://a:b@c/d") == "***")
        #expect(InstallationChecks.shown("YIZHAN_TOKEN_FILE", "/run/token") == "/run/token")
    }
}

/// Lends a new data folder, and removes it.
func withDataFolder(_ body: (DataFolder) throws -> Void) throws {
    let path = "/tmp/yizhan-tests-\(UUID().uuidString.prefix(8))"
    let folder = DataFolder(option: path, environment: [:])
    try folder.make()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(folder)
}
