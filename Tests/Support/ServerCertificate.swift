import Glibc

/// A certificate of a server called localhost, with the authority that signed it, and another authority that did not.
public struct ServerCertificate: Sendable {
    private let folder: String

    /// The certificate of the authority that signed.
    public var authority: String { "\(self.folder)/authority.pem" }
    /// The certificate of one that did not.
    public var stranger: String { "\(self.folder)/stranger.pem" }

    /// The settings of a server that shows it.
    public var settings: [String: String] {
        ["ssl": "on", "ssl_cert_file": "\(self.folder)/server.pem", "ssl_key_file": "\(self.folder)/server.key"]
    }

    /// Whether there is something to make it with.
    public static let isPossible: Bool = (try? Shell.run("command -v openssl")) != nil

    /// Makes it with openssl; it goes when this process ends.
    public init() throws {
        let folder = TemporaryFolder.freshPath()
        self.folder = folder
        try Watchdog.start(onExit: "rm -rf '\(folder)'")
        try TemporaryFolder.make(folder)
        let key = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        let owner = getuid() == 0 ? "chown postgres: server.key server.pem" : "true"
        try Shell.run(
            """
            cd '\(folder)'
            \(key) -subj '/CN=authority' -keyout authority.key -out authority.pem
            \(key) -subj '/CN=stranger' -keyout stranger.key -out stranger.pem
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=localhost' \
                -keyout server.key -out server.csr
            printf 'subjectAltName=DNS:localhost' > names
            openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 \
                -extfile names -out server.pem
            chmod 600 server.key && \(owner)
            """)
    }
}
