//! The little of the ONNX format that the bundled network needs: nodes with their attributes, and constants as `f32`.

use std::collections::HashMap;

use anyhow::{Context, bail, ensure};
use half::f16;
use prost::Message;

/// `data_type` of a tensor of single precision, of half precision, and of bytes (`onnx.proto`, `TensorProto.DataType`).
const FLOAT: i32 = 1;
const FLOAT16: i32 = 10;
const UINT8: i32 = 2;

#[derive(Clone, PartialEq, Message)]
struct ModelProto {
    #[prost(message, optional, tag = "7")]
    graph: Option<GraphProto>,
}

#[derive(Clone, PartialEq, Message)]
struct GraphProto {
    #[prost(message, repeated, tag = "1")]
    node: Vec<Node>,
    #[prost(message, repeated, tag = "5")]
    initializer: Vec<TensorProto>,
}

/// One operation of the graph.
#[derive(Clone, PartialEq, Message)]
pub struct Node {
    /// Names of the values it takes.
    #[prost(string, repeated, tag = "1")]
    pub input: Vec<String>,
    /// Names of the values it gives.
    #[prost(string, repeated, tag = "2")]
    pub output: Vec<String>,
    /// Which operation it is.
    #[prost(string, tag = "4")]
    pub op_type: String,
    #[prost(message, repeated, tag = "5")]
    attribute: Vec<AttributeProto>,
}

#[derive(Clone, PartialEq, Message)]
struct AttributeProto {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(int64, tag = "3")]
    i: i64,
    #[prost(int64, repeated, tag = "8")]
    ints: Vec<i64>,
}

#[derive(Clone, PartialEq, Message)]
struct TensorProto {
    #[prost(int64, repeated, tag = "1")]
    dims: Vec<i64>,
    #[prost(int32, tag = "2")]
    data_type: i32,
    #[prost(string, tag = "8")]
    name: String,
    #[prost(bytes = "vec", tag = "9")]
    raw_data: Vec<u8>,
}

/// A constant of the graph in single precision.
#[derive(Debug, Clone)]
pub struct Constant {
    /// Length along each axis, the outermost first; empty for a single number.
    pub shape: Vec<usize>,
    /// As many numbers as the shape has places.
    pub values: Vec<f32>,
}

/// A graph as it is read from a file.
#[derive(Debug)]
pub struct Graph {
    /// Operations, each after those whose results it takes.
    pub nodes: Vec<Node>,
    /// Constants by name.
    pub constants: HashMap<String, Constant>,
}

/// Reads an ONNX file whose constants are floats, half floats or bytes, stored raw.
pub fn read(bytes: &[u8]) -> anyhow::Result<Graph> {
    let graph =
        ModelProto::decode(bytes).context("it is no ONNX file")?.graph.context("it holds no graph")?;
    let constants = graph.initializer.into_iter().map(|tensor| Ok((tensor.name.clone(), constant(tensor)?)));
    Ok(Graph { nodes: graph.node, constants: constants.collect::<anyhow::Result<_>>()? })
}

fn constant(tensor: TensorProto) -> anyhow::Result<Constant> {
    let bytes = &tensor.raw_data;
    let values: Vec<f32> = match tensor.data_type {
        FLOAT => bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect(),
        FLOAT16 => bytes.as_chunks::<2>().0.iter().map(|two| f16::from_le_bytes(*two).to_f32()).collect(),
        UINT8 => bytes.iter().map(|byte| f32::from(*byte)).collect(),
        other => bail!("constant {} is of the unknown type {other}", tensor.name),
    };
    let shape: Vec<usize> =
        tensor.dims.iter().map(|&length| usize::try_from(length)).collect::<Result<_, _>>()?;
    ensure!(
        shape.iter().product::<usize>() == values.len(),
        "constant {} has another size than it says",
        tensor.name
    );
    Ok(Constant { shape, values })
}

impl Node {
    /// A whole number; `default` where the node does not say it.
    pub fn int(&self, name: &str, default: i64) -> i64 {
        self.attribute.iter().find(|attribute| attribute.name == name).map_or(default, |found| found.i)
    }

    /// Exactly `N` whole numbers.
    pub fn ints<const N: usize>(&self, name: &str) -> anyhow::Result<[usize; N]> {
        let found = self.attribute.iter().find(|attribute| attribute.name == name);
        let ints = found.with_context(|| format!("a {} does not say its {name}", self.op_type))?;
        let ints: Vec<usize> = ints.ints.iter().map(|&int| usize::try_from(int)).collect::<Result<_, _>>()?;
        ints.try_into().map_err(|_| anyhow::anyhow!("a {} says its {name} in another way", self.op_type))
    }
}
