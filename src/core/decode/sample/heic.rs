//! HEIC files for tests, put together here of two coded pictures: nothing in Rust writes any.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A kind of box or reference.
type Kind = [u8; 4];

/// A property of an item: its kind and its body.
pub type Property = (Kind, Vec<u8>);

/// An item: its kind, its properties in their order, and its bytes.
#[derive(Clone)]
pub struct Item {
    /// As `hvc1`.
    pub kind: Kind,
    /// As `irot` with one byte.
    pub properties: Vec<Property>,
    /// What is coded.
    pub data: Vec<u8>,
}

impl Item {
    /// The drawn picture of 640 × 480 pixels.
    pub fn picture() -> Self {
        Self::coded(PICTURE_CODEC, PICTURE)
    }

    /// The same at 320 × 240 pixels.
    pub fn thumbnail() -> Self {
        Self::coded(THUMBNAIL_CODEC, THUMBNAIL)
    }

    /// The item with these properties, too.
    pub fn with(mut self, properties: &[(&Kind, &[u8])]) -> Self {
        self.properties.extend(properties.iter().map(|(kind, body)| (**kind, body.to_vec())));
        self
    }

    /// The item with bytes that no decoder makes a picture of, as many as before.
    pub fn broken(mut self) -> Self {
        self.data.iter_mut().skip(8).for_each(|byte| *byte = 0);
        self
    }

    fn coded(codec: &str, data: &str) -> Self {
        let bytes = |text: &str| STANDARD.decode(text).unwrap_or_default();
        Self { kind: *b"hvc1", properties: vec![(*b"hvcC", bytes(codec))], data: bytes(data) }
    }
}

/// A file of these items, which are numbered from 1 on and of which the first is the picture, and of references: their kind,
/// from which item and to which.
pub fn file(items: &[Item], references: &[(&Kind, u16, &[u16])]) -> Vec<u8> {
    let numbered = || (1_u16..).zip(items);
    let infos = numbered()
        .map(|(id, item)| boxed(b"infe", &[&[2, 0, 0, 0], &id.to_be_bytes(), &[0; 2], &item.kind, &[0]]));
    let iinf = boxed(b"iinf", &[&[0; 4], &count(items.len()), &infos.collect::<Vec<_>>().concat()]);
    let properties = items.iter().flat_map(|item| &item.properties);
    let ipco = properties.map(|(kind, body)| boxed(kind, &[body])).collect::<Vec<_>>().concat();
    let (mut associations, mut next) = (Vec::new(), 1_u8);
    for (id, item) in numbered() {
        let all = next..next + item.properties.len() as u8;
        next = all.end;
        associations.extend([&id.to_be_bytes()[..], &[all.len() as u8]].concat());
        associations.extend(all);
    }
    let ipma = boxed(b"ipma", &[&[0; 6], &count(items.len()), &associations]);
    // The bytes of all items lie in `meta` itself.
    let (mut places, mut data) = (Vec::new(), Vec::new());
    for (id, item) in numbered() {
        places.extend([&id.to_be_bytes()[..], &[0, 1, 0, 0, 0, 1]].concat());
        places.extend([data.len() as u32, item.data.len() as u32].map(u32::to_be_bytes).concat());
        data.extend(&item.data);
    }
    let links = references.iter().map(|(kind, from, to)| {
        let to: Vec<u8> = to.iter().flat_map(|to| to.to_be_bytes()).collect();
        boxed(kind, &[&from.to_be_bytes(), &count(to.len() / 2), &to])
    });
    let meta = [
        boxed(b"hdlr", &[&[0; 8], b"pict", &[0; 13]]),
        boxed(b"pitm", &[&[0; 4], &[0, 1]]),
        boxed(b"iloc", &[&[1, 0, 0, 0, 0x44, 0], &count(items.len()), &places]),
        iinf,
        boxed(b"iref", &[&[0; 4], &links.collect::<Vec<_>>().concat()]),
        boxed(b"iprp", &[&boxed(b"ipco", &[&ipco]), &ipma]),
        boxed(b"idat", &[&data]),
    ];
    let meta = boxed(b"meta", &[&[0; 4], &meta.concat()]);
    [boxed(b"ftyp", &[b"heic\0\0\0\0mif1heic"]), meta].concat()
}

/// The picture with its thumbnail.
pub fn with_thumbnail(picture: Item, thumbnail: Item) -> Vec<u8> {
    file(&[picture, thumbnail], &[(b"thmb", 2, &[1])])
}

fn count(items: usize) -> [u8; 2] {
    (items as u16).to_be_bytes()
}

/// A box with a body of these parts.
pub fn boxed(kind: &Kind, body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    [&(body.len() as u32 + 8).to_be_bytes()[..], kind, &body].concat()
}

/// Parameters of a drawn picture of 640 × 480 pixels, by heif-enc 1.15 at quality 8.
const PICTURE_CODEC: &str = "\
    AQNwAAAAAAAAAAAAWvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAWroCQCEAAQAsQgEBA3AAAAMAkAAAAwAAAwBaoAUCAeFlupJKa5uB\
    AQMCAAADAAIAAAMAAhAiAAEAB0QBwXKwYkA=";

/// The picture.
const PICTURE: &str = "\
    AAALJSgBrwRRAo+2FjV+FhWNEID8yjv2r7yBr+AyxIQ48tiAl/uT893H1XtEzumYbeNHsfBD+2IsTV1YW3xlwR2XdWGrSmWU9lU5//32ki3Elu574Rh7\
    yaAxb8hOVsfEhSQFenpFK/qvxpb1K8/HSQ9ZFIkK+MOZY8xkG/ItmCtNR2JeJpwCLx/imPdcgFCJflUeCn7yjI3Yifb+bfSDNqvx0txvFb0h3pazb8Li\
    RLq60CFl1PNGVDGL/5kkcnKy3f7I+X6fieZdgkG+CDDfLtkQfuzsPNZvJZ0/Rjw5N2AyMGvi9NClYa/doEWEuqafGtNAEimx48YmzHU3al77Lvybdllc\
    m8bRZ1er9hv9YzypftM4x0Fzna9sRiRr60iNx3+6EoeXORWoF2kSAFn8kb9buIYh1z22GY+55pvO+Bv4oOlnBYa+lDsWjXX43TGKqElKwue5n5e2/NWa\
    Hd/96lZ9vzLB5/soLmpR4fYfihaIn5H81kkPHm7mDy/c69+oj6MqOsMZ/lzude/bfBm5ShCekOw+/qIm8/i4jVsRerMgQjfA704jP2yGgAJg3KBE7Vbb\
    Gixbr5u3KvIwYs6li4M8Ya55yYW5plSbE3UF7T5gGaeNl1fNsgT9j01DVdRVKyxvA5Kb7CGQ2d/a139QnDOYo8Az1y7R4tcvxsSk2aEAFU/4YcRGqqeV\
    nysHTg5XNtXgxAiKhw0VYkSQ6897QKQiYtCp5txiUfGgsSvuEvc6THN+5co2KY5PYbxWVfgW/qSbgWTqXpuB6b/pF0bBRVQORqCDB3MNJSbze3XfacCN\
    u2/R46vxBRjA+Yz/Z7NBYBE3uUJZ4bgI2isR4nJJYLQx7ojqh6/SKYQXgRuhAplEz5oLwUCVdKC+39/ECFVkU8TQkFMxx7///N08f+cU8CfJpKtv15g0\
    qfZNqmte+cSTAYiYoS69OOMuG5m4Z9ok56CYcch7mmSKS70Oq9spZpJQS248pUetkpT3CoCZ/L1UZoyWal7Pd0VsP80ktP///cqt99t2axg6TNfMBORQ\
    4bhwfSzPYiob3anvQUr8VZCzXSR7KLLgHkLbxSfDPXRkEvwUcLL6jIJbyVPN7Sg8Z7OUTTwf1FIwiJxpfzrREqpiakWitRRbKce4ET0kNBvzl/zqx19k\
    EAMUxppyi9IRVRK1P+HIAtkjIoMvt9jwxu0RPV0sLyv2M8yrh+j31nGioPlCeAXKAaw7M0cpWM/dpoxOUnoiUCTKJo2V6LR4qgDTi3LkBWoOlKA4tt2M\
    EwpfJaKohofE2ok0trknwPdsiG755uRFXAAZPnpQEyuhFJjXe03kecmtqiI/CriNiP8HjPnNYkxVpe+ENwa3x7SPOHfmjLhIhJFGyqA+IvNJ6QdvtOgs\
    3vGTXLX8UxPoCPrBfFwX/oIU4RkbVNcwKRWzUqwBbagBwZtawSGPLvk+EYwAdN7DxzOaSAqrp+IeW3LopVG8dL5UInCaTq3ETAZsDAcKT9QoTCAQyDjw\
    gBDqMoZr24PlggNCpIjh78eCaP0N5sxfUQqV390uma26beRh6sMIN6QudHbHfEJYnNjly5cA8mtgUybi3HcniotUpcITLem1pyo2n9XUaVJCuYR6cUFy\
    E8Ueazw6GL7GoNHGM99OtFpBxAMX9fJ5RyfYd///RdC5rP48yr1G7LHX1AhTj13FNvlWotHw5XOMSkEhVKACYapp5wgKsAuIevumOOjtbuRCgL18RNXy\
    55h4zGUADi0IZrQxAdoqfxoo1+YB/ZrRR3TgpC/BKaHpuF8KwYjgHQI6Gj6uI8nfVmTnn1JVuGxO15N76jN3+5V9CZ1yEYDD+6ZWd5JD0LQl5s/SyzEt\
    1XrK3SLxuxbtgFhVL9aDtml/4fL94dWoxNy7T7CVTwZxZa5EWA5V4lsTfOHCxe7NVecUzjN8X3/yM1SeYAqquFmA6vKDSp47K3Ucr21nclCo90G8kHeU\
    0qJkpcsWlYQ4YDUMg8lmT1iPZDpRke0Na6xAzbvaWnbU2GcD3lwykZ9/qb2fcfOWCRLqi91xdUWulgyOuoQjQV3sg+VT5qnemas3oYGCa1m/mXAxymfc\
    mMsIH7dZEYzNv1KUUvQRqiTXhVeOy21CyqmnpGKlOPsZYPGj7Ec8t/1jp4eoKgF3U4fNjFldp+3Fw7Jl8AY9pL+JCByBrJYO55ruu3FJZVAlvN6Mk0Tz\
    gbpitv204U6OUhmITRlnwg9QnSYmSTtlm+htJieDOl+8W5Gz5rejPgy1nCOOdV2AEE7zRVl4OskJhz5tVEHQz9zt/YGZI2q3q490e94CODSXWzTYiV/R\
    8Dc7nTKNt/sdHq3BKaS01W/oXYgW3So2poaADmqSqUIAbPgCyXAGI7n9bhcHlnTZGUXKSd+bFNpnP9WTJn84XG/h2t4lCoj26tytSfxA4m6wRiYlkHPQ\
    ssnS5/fsIkyO/WziZsgKAy2IxM2i4d4W/yxe5EIPWDUEbSfFECfDMJauhHwyVhSXbLE1yPPxNz9wQEA6jI2iIfle/Og0scVf/6OxF68zam6RvSnKZa15\
    ikYRFPF6dC14I0G+QKV9kE+1lCwf3fws682Tb7hPiFfjuswdehaJ+G4DqVVUT6ZSVqlT3eUKODIoSGRqyTBYlGpSFwEx6C4VfEzIdu99oteVAyFixLlu\
    t+z6lO3evIUpLC4zEfN0fucA1xGQ//0Vze1OhPR78uL2HNGl8QY+AVTxlSIcDAqjN9uhW3cVv56JZ5myjixEvqmJMvacKbd73R+Rk8AGC8tVV2f3J/qX\
    /+0fWWXsr3HPzrbkk1pvrHdXmYX/zuvDu/wCxGOp18IV4P+KIWOElNU/p8fkZdjerWrP9vCbhdhxmnYuiLmEJXLPe6iPtbQeqwCVeWv9YraLleqA3U3A\
    97NMcT5tvVvFxFRatLXrgAQ7Qh9wCLE1m1es3dDyv//5IW1u71fCJVML39+2d8dlXmLgZUHfeb0AHI+p23rnhDfLzOTP/Tz5DGVDfn8oF62h92vyQayi\
    vgwVitRemUgqSSfVFttlgIF7cIA5RC3lfct5Ygjixffyh6a/8d2uyZIubYCoWytDmVsw88m1yGDgtT7Xg1jObm6gcwa9cStNaOxX7Ai8Nj1Tzq41/9Hl\
    cGB1ZOL4ukzqCj/H/wml9+qR/Shcn0siAxh58gm2UcXOLiu5FoXTayKc1eAA2ncF3yyIeU3+HfbTo7C7pwJ3csE9sszXOqEK9Ym40owQLMb/TBPAoAAN\
    zG6e0VdYwPj2qE7vqtmRTQyqIRJYW5MdoInBdhl3ONMnt7IyiotuA7nk5b4lEelsTx0FpicQt/F/zkSeDBb3+HHI+lLuhbmYCHI6NB/DUa3ZYeB8U4P7\
    tnxGSolG9STlK7dXLijvbBEdGJ8Ezol4JD2IvQoyacJ7hmxQZawXjIL7zaLRBvRDQuMOWWif4RjdWODRBReKvfE0letULlqWK7wZy0f+6nEqONhtPAyC\
    EDc0Y0JbM6UBRX+ZNTqg51tJp/Kk3P6kwmf1QFJjBEX21PMn3f+wgb1pi6PL0MY4jTCDkRZC+RvGOxCWh6KwE4v8Fdzld9/XW0smxL5kt7Cgw6UWqPm+\
    G2BI3qkVNhqfSzB0TZ1Bwwt3OcFANbtJv/W2EywyLAaT0GfWojM4ks4AiEB39zKHOV+LOmHeQHvaILfTqGmmKZ4rsbOfybXL3P7TuKopwOQ9xr+bq0r5\
    rMpzxpJIQ4RmJ/nnsmK2TYleXmx2/N1V6mPz3izzCGL4C06llsLeIE2Y3mR0i1hOd49SvqjQLn+eufjSDkmkRXmPqWNtgUIdmA==";

/// Parameters of the same picture at 320 × 240 pixels.
const THUMBNAIL_CODEC: &str = "\
    AQNwAAAAAAAAAAAAPPAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAPLoCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwA8oAoIDxZbqSSmubgQ\
    EDAgAAADACAAAAMAISIAAQAHRAHBcrBiQA==";

/// The smaller picture.
const THUMBNAIL: &str = "\
    AAAEmigBrwRSCYrcaBD8yjfKNY3n95sKPXyjGdPBYoOMePR4KosQpJ9sz+wRJvLxmxl1QWh7KugZsqvF6BUNmjbelY/EFaoB4OJl8Y1shwj97cz+sRL2\
    C7yIVshk+bEAj6VFmWA/k5kseAXzwjlE2Wy0V9RPiK/0rZo/iaXTFzS/+NJVsMxrm/zZKV+ZUG8wMewDnja+AczhqoJo7EQ/EDWSWI1lmX+VcfbzB1L5\
    lF5/PcdeS8mQzzQUW6pRvsKkXFQoEhm0FMtxHVUmEMDXfl2Bgx2HV0r/4lnpGBZqzAs1CIt6PIc8dxk80NBZ/9ILiN3FgNpI/j+L9/jrg1c7PMRsbM61\
    6FWyd2WzLVWIU9UwSlo1LPuuRUU8LIXeNyZVs+KMoDz+6A/TP5BrMu5qfC6ExJwPVSyRqo9qpNdyC26qsjhyT/UER90nOo9/AtQVE9rInef7Q8c2n89I\
    Xl+GZMT2G5NfMwAAAwMftdoap+bIatOG0VNE4Nqh3B+wN2doEXDv+gsZGQKPZ6FzVSX//lxjFjG1owd4iQNlUhzFiejBrlmqu3lvx9RHgdf9aGd0sDUP\
    aXN3kgegGIOJfvvP0fx5JO33sKv3WtBuxiSib+9UQ5mJ4n+4G4FniOVaRVtCw5mW17S4lj40auGVYRHMbCM+BZ6MDa7mmCT3Qn0kTH7oF4S2fZ5FCZXF\
    md/jUb7AL+SuylSACRN+Ip+wFbc0xcCLzMDpJFVZskNJPztLUqaYu0xhiZgX9ttHeKcpQYpxdjCDz4dCoKCtECT/5t9YVOqbsmLkZlaTTIsL+d9h2oIE\
    hpdQ0cgGFEtts7RMQxPSMzIpR1tmk/mkyXFjwLlPzwzfzx6En6kzv39sXiNxxla6qdOmi/4flixGkXb6kdotyEE1emOVTxCX0+U53W32z9MtxbWnE+sH\
    tt59VkGnU43Ie3uawsYoSlAWIGTAFFBbhvRPxDJ0RM/O4v7OQaehxI8T+FDyXQ/5n660pNECaA1FNCFyIngaaQYj3RYUtJHqngfP//7IlCO5qs37W4va\
    BLGxxcTazH0OoitmkJCRub5/pR5zm0kUjiQfcwCfOsrWwL4KOx5RH5RADxn9gpwNCj/zgEtwbO9C7JukPlHx0I6TW6cWsneYrf7ahnGa975BHr3V1HAG\
    pJKAgSbZrcoXAB8lhtzjKdPmwZNHiok/Za7UIr5FEfwMx2MMqKXdnFcGCExxGYcKDP0uGrOsDYc81yxXCYS2mQFcoKjoCdjnBIUE/Rhn6hZbJbACpRcb\
    +C5WqHzWh/S3lG41/pg54Q3Yx4/ySNuDTAvj2ssqfDV8nbU20E+Uu93d88u92w7aRRVv80E6MOGziGQ0fd56IY9k7tvA5R5aJ7VkvBAEPqOV6rvFM8mO\
    w7puOr/ZNGmPcUBEFlAsPnwKFShWZ1LcXk0kPqAWUgbRaF5YOywwXzJCUcpz6XwpPG/qcfygJOn/Cd5h+SoahOaQw+x5vMVGIoaWb4dIMv2LyBjKHZoI\
    9B3oDHF3tMS+lZ5lvlIG03ZZI7tObCNuhbh7y9mPMohs5Dn5r77Y+teBOSR/Orj3Wdth";
