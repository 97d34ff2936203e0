import HTTPTypes
import Model
import NIOCore
import NIOHTTPTypes

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Sees to it that requests arrive in a bounded time, that a sender who has been answered before the end stops, and that
/// answers are read.
///
/// A server that goes on reading what nobody wants keeps its connection for as long as the sender likes; one that hangs up
/// at once destroys its own answer on the way. So the answer is sent, our side of the connection is closed, and what
/// still comes is thrown away for a moment. The same farewell tells clients that the process is about to go: a connection
/// that is closed while nothing is said on it would break the request that a client is just sending.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: RequestLimits
    private let isEnding: @Sendable () -> Bool
    private var progress: RequestProgress
    private var timer: Scheduled<Void>?
    /// Nothing that arrives is passed on any more.
    private var isDiscarding = false
    /// Our side is closed.
    private var isLeaving = false
    /// Since when nothing of the answer has been taken; nil while it is.
    private var heldSince: ContinuousClock.Instant?
    private var watch: Scheduled<Void>?

    /// - Parameter isEnding: whether the process is about to go.
    init(_ limits: RequestLimits, isEnding: @escaping @Sendable () -> Bool) {
        self.limits = limits
        self.isEnding = isEnding
        self.progress = RequestProgress(limits)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // Not every channel is a socket, and a system that has no such option does without.
        try? context.channel.syncOptions?.setOption(
            .tcpOption(.unsentLowWatermark), value: self.limits.unsent)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.timer?.cancel()
        self.watch?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.timer?.cancel()
        self.watch?.cancel()
        context.fireChannelInactive()
    }

    // MARK: What arrives

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = self.unwrapInboundIn(data)
        switch part {
        case .head(let head):
            self.progress.begin(length: head.headerFields[.contentLength].flatMap { Int($0) }, now: .now)
            self.look(context)
        case .body(let buffer): self.progress.receive(buffer.readableBytes)
        case .end:
            self.progress.complete()
            if self.isLeaving { context.close(promise: nil) }
        }
        if !self.isDiscarding { context.fireChannelRead(data) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if self.isLeaving { context.read() }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if self.isLeaving, case .inputClosed? = event as? ChannelEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    /// Looks whether the body comes fast enough, now and when it may have become too slow.
    private func look(_ context: ChannelHandlerContext) {
        guard self.timer == nil, !self.isDiscarding else { return }
        switch self.progress.advice(now: .now) {
        case .nothing: break
        case .wait(let moment):
            self.timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(moment - .now)) {
                self.timer = nil
                self.look(context)
            }
        case .refuse:
            // Whoever waits for the body is told, and answers in the sender's language.
            self.isDiscarding = true
            context.fireErrorCaught(Problem.tooSlow)
        case .hangUp: context.close(promise: nil)
        }
    }

    // MARK: What is answered

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch self.unwrapOutboundIn(data) {
        case .head(var head):
            if self.progress.beginAnswer(isEnding: self.isEnding()) { head.headerFields[.connection] = "close" }
            context.write(self.wrapOutboundOut(.head(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            self.progress.endAnswer()
            guard self.progress.isLast else { return context.write(data, promise: promise) }
            context.writeAndFlush(data, promise: promise)
            self.leave(context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        self.heldSince = context.channel.isWritable ? nil : .now
        self.lookAfterReader(context)
        context.fireChannelWritabilityChanged()
    }

    /// Ends a connection whose reader does not read.
    ///
    /// An end of the process would wait for it too, so while an answer is held up somebody looks every other second.
    private func lookAfterReader(_ context: ChannelHandlerContext) {
        guard self.watch == nil, let heldSince else { return }
        let limit = self.isEnding() ? self.limits.farewell : self.limits.unread
        let left = limit - (.now - heldSince)
        guard left > .zero else {
            // The system would go on offering what is left for minutes.
            (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                .whenComplete { _ in }
            return context.close(promise: nil)
        }
        self.watch = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(min(left, self.limits.farewell))) {
            self.watch = nil
            self.lookAfterReader(context)
        }
    }

    private func leave(_ context: ChannelHandlerContext) {
        self.isDiscarding = true
        self.isLeaving = true
        self.timer?.cancel()
        self.timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(self.limits.farewell)) {
            context.close(promise: nil)
        }
        context.close(mode: .output, promise: nil)
        context.read()
    }
}

extension NIOBSDSocket.Option {
    /// `TCP_NOTSENT_LOWAT` of Linux, which the C library has no name for everywhere.
    fileprivate static let unsentLowWatermark = NIOBSDSocket.Option(rawValue: 25)
}

extension Problem {
    static let tooSlow = Problem(
        .requestTimeout, "too-slow", Label(zh: "请求传送过慢", en: "The request arrives too slowly"),
        detail: Label(
            zh: "请求内容没有在规定时间内传完，没有任何改动。请检查网络后重试。",
            en: "The body did not arrive in time; nothing was changed. Check the line and send it again."))
    static let cutOff = Problem(
        .badRequest, "cut-off", Label(zh: "请求不完整", en: "The request is incomplete"),
        detail: Label(
            zh: "请求在传完之前中断，或格式有误，没有任何改动。",
            en: "The request broke off or is malformed; nothing was changed."))
}
