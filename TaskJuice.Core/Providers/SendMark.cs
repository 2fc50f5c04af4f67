using System.Net;

namespace TaskJuice.Core.Providers;

/// <summary>Records whether a request started to be sent: its body is only read once a connection is established.</summary>
internal sealed class SendMark
{
    private volatile bool _left;

    public bool Left => _left;

    public static SendMark On(HttpRequestMessage request)
    {
        // A request without a body gives no such signal, so it counts as sent from the start.
        var mark = new SendMark { _left = request.Content is null };
        if (request.Content is not null)
            request.Content = new Watched(request.Content, mark);

        return mark;
    }

    private sealed class Watched : HttpContent
    {
        private readonly HttpContent _content;
        private readonly SendMark _mark;

        public Watched(HttpContent content, SendMark mark)
        {
            _content = content;
            _mark = mark;
            foreach (var (name, values) in content.Headers.NonValidated)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken stop)
        {
            _mark._left = true;
            await _content.CopyToAsync(stream, context, stop);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _content.Dispose();

            base.Dispose(disposing);
        }
    }
}
