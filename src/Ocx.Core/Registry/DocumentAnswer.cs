using System.Net.Http.Headers;

namespace Ocx.Core.Registry;

/// <summary>A document that a registry answered with.</summary>
/// <param name="MediaType">Without parameters; null when the answer names none.</param>
/// <param name="Headers">Of the answer.</param>
/// <param name="Asked">What was answered.</param>
internal sealed record DocumentAnswer(byte[] Content, string? MediaType, HttpResponseHeaders Headers, HttpRequestMessage? Asked);
