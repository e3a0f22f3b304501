namespace Ocx.Testing;

/// <summary>The faults in force. The first rule that takes a request decides.</summary>
public sealed class FaultRules
{
    private readonly Lock _lock = new();
    private readonly List<FaultRule> _rules = [];

    /// <param name="path">Part of the path with its query; null for any.</param>
    /// <param name="skip">Matching requests that pass unharmed first.</param>
    /// <param name="times">Matching requests that meet the fault after them.</param>
    public FaultRule Add(Fault fault, RequestKind? kind = null, string? path = null, string? method = null, int skip = 0, int times = int.MaxValue)
    {
        var rule = new FaultRule(
            fault,
            request => (kind is null || request.Kind == kind)
                && (path is null || request.Path.Contains(path, StringComparison.Ordinal))
                && (method is null || request.Method == method),
            skip,
            times);
        lock (_lock)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    public void Remove(FaultRule rule)
    {
        lock (_lock)
        {
            _rules.Remove(rule);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    internal Fault? Next(RegistryRequest request)
    {
        lock (_lock)
        {
            return _rules.Find(rule => rule.Takes(request))?.Fault;
        }
    }
}
