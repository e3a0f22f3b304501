namespace Microsoft.Build.Framework;

/// <summary>
/// Marks a task that may share its process with others (<c>-mt</c>). MSBuild looks for the full name only, whatever assembly defines it;
/// its own type exists from 18.6 on, and a task that referred to that one would not load before.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
