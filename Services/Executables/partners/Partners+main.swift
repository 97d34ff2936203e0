import Partners
import ServiceKit

@main
enum PartnersProcess {
    static func main() async {
        await ServiceProcess.run(PartnersService.definition)
    }
}
