using System.Globalization;
using System.Text;
using Ocx.Core.Toml;

namespace Ocx.Core.Projects;

/// <summary>Writes a lock byte for byte as every ocx does, so that a repository sees no noise.</summary>
internal static class LockFileWriter
{
    public static byte[] Write(LockFile lockFile)
    {
        var text = new StringBuilder();
        Line("[metadata]");
        Line($"lock_version = {lockFile.Version}");
        Line($"declaration_hash_version = {DeclarationHash.Version}");
        Line($"declaration_hash = \"{lockFile.DeclarationHash}\"");
        Line($"generated_by = {TomlWriter.String(lockFile.GeneratedBy)}");
        Line($"generated_at = \"{lockFile.GeneratedAt.ToString(LockFileReader.TimeFormat, CultureInfo.InvariantCulture)}\"");
        foreach (var tool in lockFile.Tools)
        {
            Line("");
            Line("[[tool]]");
            Line($"name = {TomlWriter.String(tool.Name)}");
            Line($"group = {TomlWriter.String(tool.Group)}");
            Line($"repository = \"{tool.Repository}\"");
            Line("");
            Line("[tool.platforms]");
            foreach (var platform in tool.Platforms)
            {
                Line($"{TomlWriter.Key(platform.Key)} = \"{platform.Digest}\"");
            }
        }

        var content = Encoding.UTF8.GetBytes(text.ToString());
        TomlFile.RequireSize(content.Length, location: null);
        return content;

        void Line(string line) => text.Append(line).Append('\n');
    }
}
