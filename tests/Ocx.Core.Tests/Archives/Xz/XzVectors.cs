namespace Ocx.Core.Tests.Archives.Xz;

/// <summary>Files that xz 5.4.1 wrote. All but the empty one hold <see cref="Content"/>.</summary>
internal static class XzVectors
{
    public static byte[] Content { get; } = XzContent.Text(60);

    /// <param name="name">
    /// "empty"; "crc64"; "blocks" for three blocks that tell their sizes, with CRC32; "sha256" with the filters x86 and delta;
    /// "unchecked" with the filter ARM64 and no check.
    /// </param>
    public static byte[] Read(string name) => Convert.FromBase64String(name switch
    {
        "empty" =>
            "/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo=",
        "crc64" =>
            "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AM0AOFdADYaSh8IoCYDTQcngUbiKEKNinSwOwAjClVXzy6ZueSQ1Yy0CqmQ3Pd6NY/08hKhSz/dHHsODZWk2RKJ9szkDza15R"
            + "+nPWrEbYHGA0Dws+7N5G+6OmkuOikgkSJWIw/nk71HFBw6lCqgBY2zuHPNqjGQHjtOx7ASAsuJt5kuelvC4LxblQEFhlZqqvwcdLID14R4uhAr/z/zYWKsWeekxKIOZl47"
            + "FY1L/YguqLoqPOwklg2enHxi6MQw0e8CCHcVxI2l0lFmh9NV5R8uu/WkZ8AS34vEAigrFAmSnyhvWBj0/wAAAACZH6YYbNu+7gAB/QG1BgAAsDUYebHEZ/sCAAAAAARZWg"
            + "==",
        "blocks" =>
            "/Td6WFoAAAFpIt42A8CNAZADIQEWAAAAEffoM+ABjwCFXQA2GkofCKAmA00HJ4FG4ihCjYp0sDsAIwpVV88umbnkkNWMtAqpkNz3ejWP9PISoUs/3Rx7Dg2VpNkSifbM5A"
            + "82teUfpz1qxG2BxgNA8LPuzeRvujppLjopIJEiViMP55O9RxQcOpQqoAWNs7hzzaoxkB47TsewEgLLibeZLnpbwuC67f1PAAAAAOH3FS4DwIoBkAMhARYAAABo7DTR4AGP"
            + "AIJdABsNPVDmDU5f2lL8vX7HzkJD4KXCCXRfFkU16M7TkOSjeivqZ7lE4Dq7PD4yCOLAVE2YXjOrT33azD+g3WWvmGW4xKlqHFm026NCEx/gx/1CVmooDYdf6JUYFsHp9Y"
            + "8PW11MZ0nvqXZ1P+kmYBGdrAUNsiqnJOH++19LMXz8eofK8QAAAABl2m/oA8AZFSEBFgAAAAAACR0q1gEAFCBvZiA2NgpsaW5lIDU5IG9mIDg2CgAAAACo5DjIAAOhAZAD"
            + "ngGQAy0V1MRDRZvjUUADAAAAAAFZWg==",
        "sha256" =>
            "/Td6WFoAAArh+wyhAwIEAAMBASEBFgAAxWze4uADNAGaXQA2GjxPs5+GCkLjC0ROsQsrdGaQta8zKE9kNLooZe9ku9dAsm19j9NBAaxXe35Eciwm4U96X/Gmt0RyyWGxa8"
            + "zPC97w65gRs2ck2fw2FC8zSCumivfqpLQrHkXxfPuIEPpJ6s/Z13u8gPQ7ojFCjXQPN3AsP1NPIxqguVw/ZXSTT3CoELEZ529aYRxXeK1oPzb+Y3YA23VpdqdxjYaYYg2d"
            + "gU8EWjHKUice+BUg6VoepD90p1j/bn04Vgx9IFBvkMwtuddmLcIlc9lTA//iIlMAMvAUknda23x/TY1ltIBZx/a8XGJBO8PiiHyNNw8wl/HR48Np9frbltDKjdUOLSlXem"
            + "yDjrrd7Geea+fmG15SgeZtdgqSq4TUHzOnLamC+YtvUE3yXqOd9S+rqu7un+HnlGwp/4Fp2x2j7LHKumDmkh8UrZHc2eQVEsA9xmy2AChLW7JbNSKQnVIeedIPGZa1l130"
            + "blXO++en9BiTsOtiN4R5Od7euFoXzDXrAxPJps/YA47r/KTEknEZZIvzqwP1Cq+r5BfyKRUPuQAAAKlYLqUOMKpAtpaQ6ygRX1eFVO3iDV/Ydc8my7BH/rB5AAHSA7UGAA"
            + "Az0SL1tunfHAIAAAAAClla",
        "unchecked" =>
            "/Td6WFoAAAD/EtlBAgEKACEBFgB95z8l4AM0AOFdADYaSh8IoCYDTQcngUbiKEKNinSwOwAjClVXzy6ZueSQ1Yy0CqmQ3Pd6NY/08hKhSz/dHHsODZWk2RKJ9szkDza15R"
            + "+nPWrEbYHGA0Dws+7N5G+6OmkuOikgkSJWIw/nk71HFBw6lCqgBY2zuHPNqjGQHjtOx7ASAsuJt5kuelvC4LxblQEFhlZqqvwcdLID14R4uhAr/z/zYWKsWeekxKIOZl47"
            + "FY1L/YguqLoqPOwklg2enHxi6MQw0e8CCHcVxI2l0lFmh9NV5R8uu/WkZ8AS34vEAigrFAmSnyhvWBj0/wAAAAAAAfUBtQYAAN23S5WoAAr8AgAAAAAAWVo=",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    });
}
