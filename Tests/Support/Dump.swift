/// Copies a database as an administrator would, with the server's own programs.
public enum Dump {
    /// Dumps one database and restores it into another, which has nothing in it yet.
    public static func copy(from source: String, to target: String) throws {
        let programs = try ThrowawayCluster.programFolder()
        try Shell.run(
            """
            '\(programs)/pg_dump' --no-owner -d "\(source)" \
            | psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 -d "\(target)"
            """)
    }
}
