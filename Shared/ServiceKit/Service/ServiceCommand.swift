import Model

/// What a service's program is told on its command line: it is set up by its environment, so there is little to say.
enum ServiceCommand: Equatable {
    case serve
    case help
    case version
    /// Something that it does not understand; serving nevertheless could be another thing than was meant.
    case unknown(String)

    /// Reads the arguments, the program's name left out.
    init(_ arguments: [String]) {
        if arguments.contains("--help") || arguments.contains("-h") {
            self = .help
        } else if let unknown = arguments.first(where: { $0 != "--version" }) {
            self = .unknown(unknown)
        } else {
            self = arguments.isEmpty ? .serve : .version
        }
    }

    /// Why an argument is not understood.
    static func refusal(of argument: String, program: String) -> Label {
        Label(
            zh: "不认识的参数 \(argument)。程序由环境变量设置，见 \(program) --help。",
            en: "Unknown argument \(argument). The program is set up by its environment: see \(program) --help.")
    }
}
