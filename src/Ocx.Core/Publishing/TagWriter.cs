using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing;

/// <summary>
/// Changes what tags name without losing what others change at the same time. Where the registry looks at conditions, or is a directory, that is
/// certain. Elsewhere every tag is read again after it was written, and once more a moment later.
/// </summary>
internal sealed class TagWriter(IRegistry registry, Identifier package, TimeProvider time)
{
    private const int MaximumAttempts = 60;
    private const int AttemptsWithoutPause = 2;
    private const int MaximumFaults = 5;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private List<TagEdit> _unsettled = [];

    /// <exception cref="OcxException">OCX2025, and what the registry ends with.</exception>
    public async Task WriteAsync(TagEdit edit, CancellationToken cancellationToken)
    {
        if (await MergeAsync(edit, cancellationToken))
        {
            _unsettled.Add(edit);
        }
    }

    /// <summary>To be called when all tags are written: makes sure that they have stayed so.</summary>
    /// <inheritdoc cref="WriteAsync" path="/exception"/>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; _unsettled.Count > 0; round++)
        {
            if (round == MaximumAttempts)
            {
                throw Contended(_unsettled[0]);
            }

            await Task.Delay(Moment * (1 + Random.Shared.NextDouble()), time, cancellationToken);
            var written = _unsettled;
            _unsettled = [];
            foreach (var edit in written)
            {
                if (await MergeAsync(edit, cancellationToken))
                {
                    _unsettled.Add(edit);
                }
            }
        }
    }

    /// <returns>Whether something was written that somebody may have written over meanwhile.</returns>
    private async Task<bool> MergeAsync(TagEdit edit, CancellationToken cancellationToken)
    {
        var wasWritten = false;
        var faults = 0;
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            if (attempt > AttemptsWithoutPause)
            {
                await Task.Delay(LongestPause * Random.Shared.NextDouble(), time, cancellationToken);
            }

            try
            {
                var existing = await registry.FindManifestAsync(package.Repository, edit.Tag, cancellationToken);
                if (edit.WasWritten && edit.IsSettledIn(existing))
                {
                    return wasWritten;
                }

                var merged = await edit.ApplyAsync(existing, cancellationToken);
                if (existing is not null && existing.Content.Span.SequenceEqual(merged))
                {
                    edit.WasWritten |= wasWritten;
                    return wasWritten;
                }

                switch (await registry.TryMoveTagAsync(package.Repository, edit.Tag, existing, edit.MediaType, merged, cancellationToken))
                {
                    case TagMove.Moved:
                        return false;
                    case TagMove.Unchecked:
                        edit.WasWritten = wasWritten = true;
                        break;
                }
            }
            catch (OcxException exception) when (MayPass(exception) && ++faults < MaximumFaults)
            {
                // What was sent may have arrived.
                wasWritten = true;
                await Task.Delay(RegistryRetry.PauseBefore(1), time, cancellationToken);
            }
        }

        throw Contended(edit);
    }

    /// <summary>Distribution answers 500 for a tag that another request is just writing.</summary>
    private static bool MayPass(OcxException exception) => exception.Code == RegistryErrors.UnexpectedAnswer || RegistryRetry.IsTransient(exception);

    private OcxException Contended(TagEdit edit) => new(
        RegistryErrors.TagContended,
        $"{edit.Subject} could not be kept in {package.RepositoryName}:{edit.Tag}: others write to the tag all the time.",
        nextStep: RegistryErrors.TagContended.Remedy);
}
