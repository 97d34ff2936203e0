// The benchmarks use this module too. They are linked with static Swift libraries, of which Testing is none.
#if canImport(Testing)
public import Testing

/// Gives a suite, or a single test, a database of its own: `TestDatabase.current`.
public struct DatabaseTrait: SuiteTrait, TestTrait, TestScoping {
    /// The database belongs to the suite as a whole.
    public var isRecursive: Bool { false }

    /// Makes the database, runs the tests, drops it.
    @concurrent
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await TestDatabase.with { database in
            try await TestDatabase.$current.withValue(database, operation: function)
        }
    }

    /// Around the whole suite, or around the one test.
    public func scopeProvider(for test: Test, testCase: Test.Case?) -> DatabaseTrait? {
        test.isSuite || testCase != nil ? self : nil
    }
}

extension Trait where Self == DatabaseTrait {
    /// A database of its own.
    public static var database: DatabaseTrait { DatabaseTrait() }
}
#endif
