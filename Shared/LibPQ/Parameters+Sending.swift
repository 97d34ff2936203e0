import CLibPQ

extension Parameters {
    /// The four parallel arrays libpq wants, valid for the duration of one call.
    struct Arguments {
        let count: Int32
        let types: UnsafePointer<Oid>?
        let values: UnsafePointer<UnsafePointer<CChar>?>?
        let lengths: UnsafePointer<Int32>?
        let formats: UnsafePointer<Int32>?
    }

    /// The protocol counts parameters in 16 bits, lengths in 31.
    func validate() throws(DatabaseError) {
        if let malformed = self.malformed {
            throw DatabaseError(.encoding, "parameter $\(malformed) contains NUL, which text cannot")
        }
        guard self.entries.count <= 65535, self.bytes.count < 1 << 30 else {
            throw DatabaseError(.encoding, "more than 65535 parameters, or more than 1 GiB of them")
        }
    }

    func withArguments<Result>(_ body: (Arguments) -> Result) -> Result {
        let count = self.entries.count
        guard count > 0 else {
            return body(Arguments(count: 0, types: nil, values: nil, lengths: nil, formats: nil))
        }
        return self.bytes.withUnsafeBytes { bytes in
            // NULL is a nil value pointer, so an empty buffer still needs an address for its empty values.
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: count * 3) { numbers in
                    self.fill(values: values, numbers: numbers, from: bytes)
                    guard let values = values.baseAddress, let numbers = numbers.baseAddress else {
                        preconditionFailure("a temporary allocation without an address")
                    }
                    return numbers.withMemoryRebound(to: Oid.self, capacity: count) { types in
                        body(
                            Arguments(
                                count: Int32(count), types: types, values: values, lengths: numbers + count,
                                formats: numbers + 2 * count)
                        )
                    }
                }
            }
        }
    }

    private func fill(
        values: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>,
        numbers: UnsafeMutableBufferPointer<Int32>,
        from bytes: UnsafeRawBufferPointer
    ) {
        let count = self.entries.count
        for (index, entry) in self.entries.enumerated() {
            var value: UnsafePointer<CChar>?
            if entry.offset >= 0 {
                value = (bytes.baseAddress ?? Self.somewhere).advanced(by: Int(entry.offset))
                    .assumingMemoryBound(to: CChar.self)
            }
            (values.baseAddress.map { $0 + index })?.initialize(to: value)
            (numbers.baseAddress.map { $0 + index })?.initialize(to: Int32(bitPattern: entry.oid))
            (numbers.baseAddress.map { $0 + count + index })?.initialize(to: entry.length)
            (numbers.baseAddress.map { $0 + 2 * count + index })?.initialize(to: entry.isBinary ? 1 : 0)
        }
    }

    /// An address for empty binary values when there is no buffer at all; never read.
    private static var somewhere: UnsafeRawPointer { UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped }
}
