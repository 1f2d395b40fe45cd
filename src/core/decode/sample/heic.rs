//! HEIC files for tests, put together here of two coded pictures: nothing in Rust writes any.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::decode::heif::boxed;

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

    /// The same at 416 × 312 pixels.
    pub fn thumbnail() -> Self {
        Self::coded(THUMBNAIL_CODEC, THUMBNAIL)
    }

    /// Blobs of many colours at 320 × 240 pixels.
    pub fn small_photo() -> Self {
        Self::coded(SMALL_PHOTO_CODEC, SMALL_PHOTO)
    }

    /// Black lines on white at 320 × 240 pixels.
    pub fn small_page() -> Self {
        Self::coded(SMALL_PAGE_CODEC, SMALL_PAGE)
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
    let links = references.iter().map(|(kind, from, to)| {
        let to: Vec<u8> = to.iter().flat_map(|to| to.to_be_bytes()).collect();
        boxed(kind, &[&from.to_be_bytes(), &count(to.len() / 2), &to])
    });
    let links = boxed(b"iref", &[&[0; 4], &links.collect::<Vec<_>>().concat()]);
    let meta = |from: usize| {
        let mut places = Vec::new();
        let mut from = from as u32;
        for (id, item) in numbered() {
            let length = item.data.len() as u32;
            places.extend([&id.to_be_bytes()[..], &[0, 0, 0, 1]].concat());
            places.extend([from, length].map(u32::to_be_bytes).concat());
            from += length;
        }
        let parts = [
            boxed(b"hdlr", &[&[0; 8], b"pict", &[0; 13]]),
            boxed(b"pitm", &[&[0; 4], &[0, 1]]),
            boxed(b"iloc", &[&[0, 0, 0, 0, 0x44, 0], &count(items.len()), &places]),
            iinf.clone(),
            links.clone(),
            boxed(b"iprp", &[&boxed(b"ipco", &[&ipco]), &ipma]),
        ];
        boxed(b"meta", &[&[0; 4], &parts.concat()])
    };
    let ftyp = boxed(b"ftyp", &[b"heic\0\0\0\0mif1heic"]);
    // The bytes of all items lie one after another at the end.
    let from = ftyp.len() + meta(0).len() + 8;
    let data: Vec<&[u8]> = items.iter().map(|item| &item.data[..]).collect();
    [ftyp, meta(from), boxed(b"mdat", &data)].concat()
}

/// A file of a picture put together from these tiles, so many of them across and down, cut to these pixels; with properties
/// of the whole, and their thumbnail behind them.
pub fn grid(
    [columns, rows]: [u8; 2],
    sides: [u16; 2],
    tiles: &[Item],
    properties: &[(&Kind, &[u8])],
) -> Vec<u8> {
    let sides = sides.map(u16::to_be_bytes).concat();
    let data = [&[0, 0, rows - 1, columns - 1][..], &sides].concat();
    let whole = Item { kind: *b"grid", properties: Vec::new(), data }.with(properties);
    let thumbnail = Item::thumbnail().with(properties);
    let names: Vec<u16> = (2..).take(tiles.len()).collect();
    let items = [&[whole], tiles, &[thumbnail]].concat();
    file(&items, &[(b"dimg", 1, &names), (b"thmb", items.len() as u16, &[1])])
}

/// The picture with its thumbnail.
pub fn with_thumbnail(picture: Item, thumbnail: Item) -> Vec<u8> {
    file(&[picture, thumbnail], &[(b"thmb", 2, &[1])])
}

fn count(items: usize) -> [u8; 2] {
    (items as u16).to_be_bytes()
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

/// Parameters of the same picture at 416 × 312 pixels.
const THUMBNAIL_CODEC: &str = "\
    AQNwAAAAAAAAAAAAP/AA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAP7oCQCEAAQAsQgEBA3AAAAMAkAAAAwAAAwA/oA0IBOWW6kkprm4E\
    BAwIAAADAAgAAAMACEAiAAEAB0QBwXKwYkA=";

/// The smaller picture.
const THUMBNAIL: &str = "\
    AAAGhigBrwRSiYRtL/OY/Mo54q+xYa/63B99/WGK8u83LsrBQZ6hB+m33LXgoTWMzPqrPJjc7D0NC7bi3a2F+Jz6b92D2EExpx5NKIMIjR7uZG5m5vvy\
    FMZYf+OeG0t04n9gCOkXjCx1Asc8oYlYcCoNlZh9hzVnYGWbqjGDtB+zDoyOhf0lfqFfFihhnws+na/pOrOKmAvrKbCt1e11NmN5XIAowJGDDrTjjm5T\
    L3kaY0UpF8hy5+i6pA26XqZ/Rxmz8RcMAFDp+8rAdyvYN8D/9nx2pJXwYdfz+36gSlKXNVjKxEMsXW6nlWoR2+ts6OZYi+YqXANXz2Y8gSR7Q/FyMW5M\
    nPMSS3f9GwtDeUh174mxdx5G7kX5bKiTyemj8ZnhBGWZwlXmUSRXMQqnpbtcECBl/UT9G6XDJ0DVBA8y6YfQDjMQJVTB+kaDiyGMKDBm0HURh/AHdfmw\
    fv2HR21st+tF0fyAI7ZgUsjXMPN+kfZd6gGMMnMFKi7wUKTwoc5Y3EiqG6VfW7aUV46gr6Di2JmJNsyPY2nMFuIoHROBEgAjT6TcT2zdFv8ljNfggpRS\
    LmSC69Ax73JT21reUutUZj47M1NsObRChZ5cFxW10toTRBnYe1zaZqGD+TZLKOZXBmLZP7fhxS8EFGViZcwGwvoYqsr8ymsxr9jw+EPXyJfATcHtSPwc\
    1bakji1Hk5vZXHW9tsayyU9CJxJqtnj5bBGxmuE8q3kEQXJC0vrwhSvsRJYmu9Hpgiobj5E02xRIkwFaxmNgmKRZcakoBC+gt+XOm1YpF11BfZzXsQFk\
    LdQI09+jSFSBiMIKFSt6S5J1UFdSqAOjYGXthu5oekqyT9f5DbEsXwjmQppmqlhpUX5rnpRWYBGl4yejqXeJOdjVeKQWYqQ+a3kpbFpBvQ4yEj8HPad8\
    vzoDLfKrbMyh3LEDLLGC2f1Jj3/AyATzIu4UT3CGxQx/Jps8er9jEFWSg4ImcyHGxCawvYhklMNPsmJvRzwCNlGkAGUL8EhRb///X2l5EHdNDOX5beRs\
    WxJZ1lpI7Hr3KQSqBDhptT7uJnOqL/3p9IDmP0a6V+3jitSM4khaTYmlIfo9AOcXSfdJFY5mf3dCU72KBPBBmQB06ZZXKFmq5K/54UBGeq5wa2sGsNSb\
    b+Lmg8gQz7I9PtA5AUhElvuxw7NFEKRk69GYe4Xx1WQDYBoBiQD1/PElflYSd9kaFVsanHQJyxLyPDXEjOX9IeO/PPd98Uwq8gbi7GKIrxjfyuVEbfKb\
    oN9+x5xLHXSoFgzzUNkyAVkOxHtcqShKrJH5mJuYtZmwDhxSSE6goWUv2DDMDNH5WoP8zdPA6WRPiSaqCk+783DeG6S1r/OIBvfXiNG94XKuyBrVIlOA\
    BwpNjJaCmy2oMKpttllQJISUiAlyH9z7Y3J38VhRdmDV8ZbDBi1/63MuXm1FoMqNGs1oPr8ok4XM5GYFtyoOHBC8hDwF4ehtsRY1Q+17yuRGT2a0CufW\
    9NVfXd0owQQg7Tw7UfSKz8uCLBZcr3An06YEup63EWqkBBh2BaQHvE1MJW7VwA16mMsXx19wUytc0MgO9Dvex3ce8sR6qcvEstfI2LhCLHJOC/AIkJ3g\
    xHsEl09mPOt6RA3MipcyYQDvxWy73dNiyzcw14rjooKLyTG6X//olOzThLh9Hz8nJohKllEcbELDYB6y59PIMql/zxRtAlixdH+NLN9R6IRlTZyUFn3o\
    N0rbDYSvse77ZO4j/GX9htHL7ipHEertnk8Wp+yeAk75NPYSKxF++VtwuU55LgMqAM80ixOwwGAvpHHaoy0ix6YZhQxV2U1+C9J////LGCvAEzUqkLlF\
    n8urRm35SGNi24nBxV9emFGJsabavjC7GquPYCAMP3t5rICBX7ASCjsSGSZ+hc/w8goKqU/0Z9GqOWAZ6DwEoTXT4TS715fSX3X/rZLVA9zVKtUdRG3r\
    7o8UCekoG83Ig23V92K8tk5izn5qjnu6ibQAAJIe+lf7dp4BJrS3HSnQmK0ekBK9cO+qCvh2dVrW+CPlvLPAKF/ujv/dKENKWaosYdY32LYnv/5OZW67\
    mHg0nQghFCXltPROguecr6l4mB99LNu2ivLwUEHZJIPQu78Vn0i7+3NA6O63y7XOx9RQ2h35tH6wu05lgPLlCPcp3TD8qA9x9gKyfFNc9avkw/hPFJzR\
    dMq9mW9qKfYnEwbqY9+XenIEuAqI";

/// Parameters of blobs of many colours at 320 × 240 pixels, by the same at the same quality.
const SMALL_PHOTO_CODEC: &str = "\
    AQNwAAAAAAAAAAAAPPAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAPLoCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwA8oAoIDxZbqSSmubgQEDAg\
    AAADACAAAAMAISIAAQAHRAHBcrBiQA==";

/// The photo.
const SMALL_PHOTO: &str = "\
    AAAFTSgBrwRSCb3dq5DcK1RQ9k7f///vLlN3f1Pntip42SO2X6OJ7/bBZ0PZbLy7V9/+DfekXf8N2EIptD4qxx+c+lMdKaecyULOqN4Q5ml4fKrDodScAGKQ\
    dmhSL///8y1///0m5/nUMh/6flQjtTYhgswBo+97F66EB0Y1MpK0bJ3Va1bEqlmgw7pCNt5y2IB1ZYFOiYMvjSGygHbH2wZx73OUPbWA7zf//4D6dJbNZ/Bx\
    ccXOm3zulOeRadIW5zCqlIKOhXWStYuWUuYtQk1rfb8QuSog6tMb8xrQhTUrogU4crybpFZ/EpZpeiYM35k9z1pHxo8DY1hIVz0droQkutjMuvsns4RLTTAt\
    GptpMopJltzXs+aVCeTEaPvXsvqYKF83ZZJkouWZReYae335Y8ASd+P9c5WN9w+IZ0hdQCCYajPb4w2JfRGUgqgtdbk5RFGfKQfV3gOIbk6LWfwF8LHxGfLx\
    nHVW60XCNZl19d7+f9nAn3V/vRUUK4Hcv0Q1b6puYltu2qyPUrq2ru0WuzKlkYD19AUSH4jLCSXOYpFW3vTBm328oLPQEw4LjUegmXBQVxJeGxN1ZyExneJV\
    Fbv2OYsKT0sQ2TWlocCKNA8k8N+lPPL3z1jVWRryVrnhcfoER38SP1fH2tgRW27vAZWDmMFP/dnyDheGgPhj4THG/mhvWUfF1JRVLt+XwHAkfWJRcRxTptA/\
    PIANkfGHrhhRkH2WJiUsivHhTv80MercNolWh/ToBL0sDxirlZKRAG+Y1QQ5oflUuSBl2zbr6fYS3n2LAzlyiiW01Bntw9fjQjVyJoaAcsiEnH3hymWMkHcR\
    APBEZZk8tpypVnY+/NyK6TAOmhjE1Cy/ToLflojUoftK4iEKiajTaapR6/U3wuK+bcdW7p4w1UgNCQ7n/HuY/ivz7QREsRKCZzYczDwZFqlBi3EM8H0tSdbT\
    ev5CzFP8eszG6M1455R/HYW/m0V6XHZfQZIK5IMU9z8ojo0cbKLodFX7NDjJpqiMuNbY4DMNnv21R8FlfUopPB52+WOwSYQhh6FnELgU1+L0JolIG0PfOZ8R\
    x+9ROYFDSL3yXl4B6MkK0Oig6RHK45NPYClDJVLZHLnIBwEva65345eBAxA2g6Gzov/6by2qT3l45G2lS63RJdhuGUp8X0gI8pF0awaawoDG0lIGlWaeJ1RA\
    3p+tqFJY4FvbBi+WcmEOQjQu9+PBMVDxN+gEmgcYGtqvTegIW5Wp03ZM6DMOOkStECRpQEx2vgeB7jVOfhqEoz1XOHdw8Hs9wruHlj5IjO9B/lAvR7XDisk0\
    L8c8YIxvfbw1PyvQlYXBMSE6WuRE7qpaAJtGxcsa0xRzDoUE9SoAVYjYZ7N4OADJCXeXp8RhQkeE7ASATADTB+LgTtiCa9KaQ+QbPtatvCvWWcCi4Tp8wpGY\
    U11MDvW0F89tzN30QfrfWdvY9s55tzTrscMxnwfyDgct9XJRSBTAUQ5+GNQEvo9b9TtS3J1n4oj/j+mmZmwChHIIDUkhGxSTPeXYm324JBh6IQRO5ZVlY2wb\
    Mn0ttrIZT5RsRy2nZ/XznVLU1tJJ+/3rXIWtTok98ZHKUnWXxC/26rlfk21X0GTXgi5oZqtEODx4yVzuP5Sf+MZj0+of8ppQ////rqtj4DGrBT4NvrK51G5j\
    P/A9vQXSsQMSIDUJn9DpdJoACKRH9YPCe1O2UDx5i+x7h010PjP3OU/wjhcgj4zkDRkjP//94A+8Cu6of//hiynHtq+qgcf7qDZaZ3PxX9gkuOPP00x81mAJ\
    VJWxXlHNagYr+IA=";

/// Parameters of black lines on a white page at 320 × 240 pixels, by the same at the same quality.
const SMALL_PAGE_CODEC: &str = "\
    AQNwAAAAAAAAAAAAPPAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAPLoCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwA8oAoIDxZbqSSmubgQEDAg\
    AAADACAAAAMAISIAAQAHRAHBcrBiQA==";

/// The page.
const SMALL_PAGE: &str = "\
    AAAA8ygBrwRSHkP3MGkU+9PQmj2Wyf1E+Nuf0xuPB4K/U9nOI+34LBVBiA/8yRuzAuhPqpb4EPVwnU59VE1QGSKJ8TCDKwYVE4K8Chv9JMUDBREMHCiivcIq\
    p4WzxFlq9Xe1QzIAeMlonVvnjP4c4AI4IhFpRdYgMQS59oLm7yiFI+pMAn47XHJ6SmOsvJNe4Q88Uo94lXlwAE83lk+tmHlPSdFp9Ch6bA3xMGY5hoou5jm4\
    Eu91Af34WLR8usnivqD+sxAkiGJDdsxOJDURgIi3RpeyS+ESzAMZRYGQAUYh3Kv2EfBfoFqMSaQ8Pj2ZIjdlHIOlJw==";
