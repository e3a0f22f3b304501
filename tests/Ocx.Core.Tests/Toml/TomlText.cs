using System.Text;
using Ocx.Core.Toml;

namespace Ocx.Core.Tests.Toml;

internal static class TomlText
{
    public static TomlDocument Parse(string text) => TomlDocument.Parse(Encoding.UTF8.GetBytes(text));
}
