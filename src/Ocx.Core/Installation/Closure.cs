using Ocx.Core.Packages;

namespace Ocx.Core.Installation;

/// <summary>Everything a package needs, dependencies before dependents, itself left out; kept in <c>resolve.json</c>.</summary>
public sealed record Closure(IReadOnlyList<ClosureEntry> Entries)
{
    /// <summary>The closure of a package with these direct dependencies, whose own closures are known (contract: package, 7.1).</summary>
    public static Closure Of(IEnumerable<(Dependency Dependency, Closure Closure)> direct)
    {
        var entries = new List<ClosureEntry>();
        foreach (var (dependency, closure) in direct)
        {
            foreach (var entry in closure.Entries)
            {
                Add(entry with { Visibility = dependency.Visibility.Through(entry.Visibility) });
            }

            Add(new(dependency.Identifier, dependency.Visibility));
        }

        return new(entries);

        void Add(ClosureEntry entry)
        {
            var known = entries.FindIndex(existing => existing.IsSamePackage(entry));
            if (known < 0)
            {
                entries.Add(entry);
            }
            else
            {
                entries[known] = entries[known] with { Visibility = entries[known].Visibility | entry.Visibility };
            }
        }
    }
}
