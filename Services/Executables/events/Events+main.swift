import Events
import ServiceKit

@main
enum EventsProcess {
    static func main() async {
        await ServiceProcess.run(EventsService.definition)
    }
}
