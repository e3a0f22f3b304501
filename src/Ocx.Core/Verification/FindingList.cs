using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>What one look at an object finds. A few problems say as much as thousands. Safe for use from several threads.</summary>
internal sealed class FindingList
{
    private const int Most = 50;

    private readonly Lock _lock = new();
    private readonly List<Finding> _findings = [];
    private int _more;

    public IReadOnlyList<Finding> All => _more == 0
        ? _findings
        : [.. _findings, new(_findings[0].Kind, _findings[0].Path, $"and {_more} more problems")];

    public bool HasDamage => _findings.Exists(finding => finding.IsDamage);

    public void Add(FindingKind kind, string path, string problem, FindingStatus status = FindingStatus.Found)
    {
        lock (_lock)
        {
            if (_findings.Count >= Most)
            {
                _more++;
            }
            else if (!_findings.Exists(known => known.Path == path && known.Problem == problem))
            {
                _findings.Add(new(kind, path, problem, status));
            }
        }
    }

    /// <summary>What cannot be read or makes no sense is a finding and not the end.</summary>
    /// <param name="part">Names the part of the object, to begin the problem with.</param>
    /// <returns>Whether it went well.</returns>
    public bool Try(FindingKind kind, string path, string part, Action look)
    {
        try
        {
            look();
            return true;
        }
        catch (Exception exception) when (FileFailure.Is(exception) || exception is OcxException or InvalidDataException)
        {
            Add(kind, path, $"{part}: {exception.Message}");
            return false;
        }
    }
}
