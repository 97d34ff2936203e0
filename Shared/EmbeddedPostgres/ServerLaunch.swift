/// How the server is started, the first time and every other.
struct ServerLaunch: Sendable {
    let program: String
    let arguments: [String]
    let user: ServerUser
    /// The file that what the server prints goes to, before it has a log of its own.
    let log: String

    /// Starts it.
    func run() throws -> ServerProcess {
        try ServerProcess(program: self.program, arguments: self.arguments, user: self.user, log: self.log)
    }
}
