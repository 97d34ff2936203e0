/// The settings of a server for one small office on one machine.
enum ServerSettings {
    /// Only a part of the socket's file name: the server listens on no network address.
    static let port = 5432
    static let superuser = "postgres"
    static let database = "yizhan"

    /// What an administrator may change with `ALTER SYSTEM`, whose file is read after this one.
    static func file(log: String) -> String {
        """
        # Written anew at every start; change settings with ALTER SYSTEM instead.
        shared_buffers = 128MB
        max_connections = 100
        wal_level = replica
        synchronous_commit = on
        max_wal_size = 1GB
        timezone = 'UTC'
        log_timezone = 'UTC'
        # One file a weekday, overwritten a week later: the log cannot fill the disk unnoticed.
        logging_collector = on
        log_directory = '\(log.replacing("'", with: "''"))'
        log_filename = 'postgres-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_line_prefix = '%m [%p] %q%a '
        log_checkpoints = off
        # Statements may carry personal data.
        log_min_error_statement = panic
        log_parameter_max_length_on_error = 0

        """
    }

    /// What nobody may change: the server is private because of these, so they stand on its command line.
    static func arguments(socketFolder: String) -> [String] {
        [
            "listen_addresses=",
            "unix_socket_directories=\(socketFolder)",
            "unix_socket_permissions=0700",
            "port=\(self.port)",
        ].flatMap { ["-c", $0] }
    }

    static let hostBasedAuthentication = """
        # The socket lies in a folder that only its owner may enter: that is the password.
        local all all trust
        local replication all trust

        """
}
