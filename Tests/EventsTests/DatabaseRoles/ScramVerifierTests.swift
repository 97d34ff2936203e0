import FoundationEssentials
import Testing

@testable import Events

@Suite("What the server keeps of a password")
struct ScramVerifierTests {
    @Test("It is that of the example in RFC 7677")
    func known() throws {
        let salt = Array(try #require(Data(base64Encoded: "W22ZaJ0SNY7soEsUEjb6gQ==")))
        #expect(
            ScramVerifier.make("pencil", salt: salt, rounds: 4096)
                == """
                SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:\
                wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=
                """)
        #expect(ScramVerifier.make("pencil") != ScramVerifier.make("pencil"))
    }
}
