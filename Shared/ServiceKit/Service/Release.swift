/// This release of Yizhan.
public enum Release {
    /// Its version, the same for all programs.
    public static let version = "1.0.0"
}
