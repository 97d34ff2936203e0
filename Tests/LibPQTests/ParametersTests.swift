import LibPQ
import Testing

@Suite("Parameters and settings")
struct ParametersTests {
    @Test("Integers at the edges keep every digit", arguments: [Int64.min, -1, 0, 7, 10, .max])
    func integers(_ number: Int64) async throws {
        let connection = try await connect()
        var values = Parameters()
        values.append(integer: number, oid: .int8)
        #expect(try await connection.value("SELECT $1::text", values) == "\(number)")
    }

    @Test("Lists can be joined, NULLs included")
    func joining() async throws {
        let connection = try await connect()
        var first = parameters("甲")
        var second = Parameters()
        second.appendNull(.int8)
        second.append(text: "乙", oid: .text)
        first.append(contentsOf: second)
        #expect(first.types == [.text, .int8, .text])
        #expect(try await connection.value("SELECT $1 || coalesce($2::text, '-') || $3", first) == "甲-乙")
    }

    @Test("A setting with quotes, spaces and backslashes survives being written as a conninfo string")
    func conninfo() throws {
        var settings = try ConnectionSettings(parsing: "host=localhost")
        settings["password"] = "it's a \\ 密码"
        let again = try ConnectionSettings(parsing: settings.conninfo)
        #expect(again["password"] == "it's a \\ 密码")
        #expect(again["host"] == "localhost")
    }

    @Test("An unreadable address is refused without repeating it")
    func unreadable() throws {
        let error = #expect(throws: DatabaseError.self) {
            _ = try ConnectionSettings(parsing: "password=secret nonsense")
        }
        #expect(error?.code == .usage)
        #expect(error?.debugDescription.contains("secret") == false)
    }

    @Test("Options given to the server keep their spaces")
    func options() async throws {
        var settings = try ConnectionSettings(parsing: "host=localhost")
        settings.addOption("search_path", "a b, c\\d")
        #expect(settings["options"] == "-c search_path=a\\ b,\\ c\\\\d")
    }
}
