//! Writes an invented roster of teachers as CSV: `--rows 10000 --wrong 37`.

use registry::roster::{KINDS, SchoolRef, generate, header};
use std::io::{self, BufWriter, Write};

fn main() -> Result<(), String> {
    let (mut rows, mut wrong) = (10_000, 37);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().and_then(|value| value.parse().ok());
        let target = match argument.as_str() {
            "--rows" => &mut rows,
            "--wrong" => &mut wrong,
            other => return Err(format!("{other} is unknown; use --rows N --wrong N")),
        };
        *target = value.ok_or_else(|| format!("{argument} needs a number"))?;
    }
    write(rows, wrong).map_err(|error| error.to_string())
}

fn write(rows: usize, wrong: usize) -> io::Result<()> {
    let schools: Vec<_> = (1..=40_u32)
        .map(|number| {
            let (kind, prefix) = match number % 4 {
                0 => ("初级中学", "31"),
                1 => ("幼儿园", "11"),
                _ => ("小学", "21"),
            };
            let (county, county_code) = if number <= 38 { ("云岭县", "529901") } else { ("河谷县", "529902") };
            SchoolRef {
                code: format!("{prefix}52{number:06}"),
                name: format!("{county}第{number}{kind}"),
                county_code: county_code.to_owned(),
            }
        })
        .collect();
    let mut out = BufWriter::new(io::stdout().lock());
    // Spreadsheets take a CSV file for UTF-8 only when it says so.
    out.write_all("\u{FEFF}".as_bytes())?;
    writeln!(out, "{}", header().join(","))?;
    for cells in generate(rows, wrong, KINDS, &schools) {
        // No cell of the generator holds a comma, a quote or a line break.
        writeln!(out, "{}", cells.join(","))?;
    }
    out.flush()
}
