namespace Ocx.Testing;

/// <summary>A fault and the requests it meets.</summary>
public sealed class FaultRule
{
    private readonly Func<RegistryRequest, bool> _matches;
    private readonly int _skip;
    private readonly int _times;
    private int _matched;

    internal FaultRule(Fault fault, Func<RegistryRequest, bool> matches, int skip, int times)
    {
        Fault = fault;
        _matches = matches;
        _skip = skip;
        _times = times;
    }

    internal Fault Fault { get; }

    internal bool Takes(RegistryRequest request)
    {
        if (!_matches(request))
        {
            return false;
        }

        var occurrence = Interlocked.Increment(ref _matched) - 1;
        return occurrence >= _skip && occurrence - _skip < _times;
    }
}
