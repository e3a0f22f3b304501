using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Greeter;

// The class Greeting exists only after protoc has run: see GenerateProtobuf in Greeter.csproj.
var name = args is [var given, ..] ? given : "world";
var sent = new Greeting { Text = $"Hello, {name}!", SentAt = Timestamp.FromDateTime(DateTime.UtcNow) };

var bytes = sent.ToByteArray();
var received = Greeting.Parser.ParseFrom(bytes);
Console.WriteLine($"{received.Text} ({bytes.Length} bytes of protobuf, sent at {received.SentAt.ToDateTime():u})");
