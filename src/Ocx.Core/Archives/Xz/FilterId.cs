namespace Ocx.Core.Archives.Xz;

internal static class FilterId
{
    public const long Delta = 0x03;
    public const long X86 = 0x04;
    public const long PowerPc = 0x05;
    public const long Ia64 = 0x06;
    public const long Arm = 0x07;
    public const long ArmThumb = 0x08;
    public const long Sparc = 0x09;
    public const long Arm64 = 0x0A;
    public const long RiscV = 0x0B;
    public const long Lzma2 = 0x21;
}
