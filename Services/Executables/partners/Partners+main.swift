import Partners
import ServiceKit

@main
enum PartnersProcess {
    static func main() async throws {
        try await ServiceProcess.run([PartnersService.definition])
    }
}
