namespace Ocx.Core.Publishing.Pushing;

/// <summary>What is appended to a version as its build, from the clock in UTC.</summary>
public enum BuildTimestamp
{
    None,

    /// <summary><c>_YYYYMMDD</c>.</summary>
    Date,

    /// <summary><c>_YYYYMMDDhhmmss</c>.</summary>
    DateTime,
}
