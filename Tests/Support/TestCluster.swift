import Glibc

/// The PostgreSQL server all tests of this process share.
///
/// `YIZHAN_TEST_DATABASE_URL` names a server whose login may create databases; without it a throw-away cluster is made
/// in the temporary folder and disappears with the process, however that ends.
public enum TestCluster {
    private static let address = Result {
        if let url = Environment["YIZHAN_TEST_DATABASE_URL"], !url.isEmpty { return url }
        return try ThrowawayCluster().url
    }

    /// The address of the maintenance database.
    ///
    /// The first use starts the cluster, which takes a second or two.
    public static var url: String {
        get throws { try self.address.get() }
    }
}

/// Why there is no server to test with.
public struct TestClusterError: Error, CustomStringConvertible {
    /// What went wrong, with the output of the program that failed.
    public let description: String
}

/// The environment of this process.
enum Environment {
    static subscript(name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
