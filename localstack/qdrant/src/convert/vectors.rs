//! Vectors, dense and sparse.

use std::collections::HashMap;

use qdrant_client::qdrant::vector::Vector as VectorKind;
use qdrant_client::qdrant::vector_input::Variant;
use qdrant_client::qdrant::vectors::VectorsOptions;
use qdrant_client::qdrant::{
    DenseVector, MultiDenseVector, NamedVectorsOutput, SparseVector, Vector, VectorInput, VectorOutput, Vectors,
    VectorsOutput, vector_output, vectors_output,
};
use qdrant_edge::{
    DEFAULT_VECTOR_NAME, EdgeConfig, OperationError, SparseVector as EngineSparseVector, VectorInternal,
    VectorPersisted, VectorStructInternal, VectorStructPersisted,
};
use tonic::Status;

use crate::failure;

/// Converts a point's vectors and checks them against the collection.
pub fn vectors_in(vectors: Option<Vectors>, config: &EdgeConfig) -> Result<VectorStructPersisted, Status> {
    let named = match vectors.and_then(|vectors| vectors.vectors_options) {
        None => HashMap::new(),
        Some(VectorsOptions::Vectors(named)) => named.vectors,
        Some(VectorsOptions::Vector(vector)) => HashMap::from([(DEFAULT_VECTOR_NAME.to_owned(), vector)]),
    };
    let mut checked = HashMap::with_capacity(named.len());
    for (name, vector) in named {
        let vector = vector_in(vector)?;
        check_vector(&name, &vector, config)?;
        let vector = match vector {
            VectorInternal::Dense(dense) => VectorPersisted::Dense(dense),
            VectorInternal::Sparse(sparse) => VectorPersisted::Sparse(sparse),
            VectorInternal::MultiDense(_) => return Err(failure::not_covered("multivectors")),
        };
        checked.insert(name, vector);
    }
    Ok(VectorStructPersisted::Named(checked))
}

fn vector_in(vector: Vector) -> Result<VectorInternal, Status> {
    match vector.vector {
        Some(VectorKind::Dense(dense)) => Ok(VectorInternal::Dense(dense.data)),
        Some(VectorKind::Sparse(sparse)) => sparse_in(sparse),
        Some(VectorKind::MultiDense(_)) => Err(failure::not_covered("multivectors")),
        Some(VectorKind::Document(_) | VectorKind::Image(_) | VectorKind::Object(_)) => {
            Err(failure::not_covered("inference"))
        }
        None => Err(failure::bad_input("No vector provided")),
    }
}

/// The query vector.
pub fn query_vector(input: VectorInput) -> Result<VectorInternal, Status> {
    match input.variant {
        Some(Variant::Dense(dense)) => Ok(VectorInternal::Dense(dense.data)),
        Some(Variant::Sparse(sparse)) => sparse_in(sparse),
        Some(Variant::MultiDense(_)) => Err(failure::not_covered("multivectors")),
        Some(Variant::Id(_)) => Err(failure::not_covered("queries by point id")),
        Some(Variant::Document(_) | Variant::Image(_) | Variant::Object(_)) => Err(failure::not_covered("inference")),
        None => Err(failure::bad_input("No vector provided")),
    }
}

fn sparse_in(sparse: SparseVector) -> Result<VectorInternal, Status> {
    EngineSparseVector::new(sparse.indices, sparse.values)
        .map(VectorInternal::Sparse)
        .map_err(|errors| failure::invalid(&errors))
}

/// Checks that the collection has a vector with this name, kind and dimension.
pub fn check_vector(name: &str, vector: &VectorInternal, config: &EdgeConfig) -> Result<(), Status> {
    let error = match (vector, config.vectors.get(name)) {
        (VectorInternal::Dense(dense), Some(params)) if dense.len() == params.size => {
            return Ok(());
        }
        (VectorInternal::Dense(dense), Some(params)) => {
            OperationError::WrongVectorDimension { expected_dim: params.size, received_dim: dense.len() }
        }
        (VectorInternal::Sparse(_), None) if config.sparse_vectors.contains_key(name) => {
            return Ok(());
        }
        (_, None) if !config.sparse_vectors.contains_key(name) => OperationError::vector_name_not_exists(name),
        (VectorInternal::MultiDense(_), _) => OperationError::WrongMulti,
        _ => OperationError::WrongSparse,
    };
    Err(failure::from_engine(&error))
}

pub fn vectors_out(vectors: Option<VectorStructInternal>) -> Option<VectorsOutput> {
    let options = match vectors? {
        VectorStructInternal::Single(dense) => {
            vectors_output::VectorsOptions::Vector(vector_out(VectorInternal::Dense(dense)))
        }
        VectorStructInternal::MultiDense(multi) => {
            vectors_output::VectorsOptions::Vector(vector_out(VectorInternal::MultiDense(multi)))
        }
        VectorStructInternal::Named(named) => {
            let vectors = named.into_iter().map(|(name, vector)| (name, vector_out(vector)));
            vectors_output::VectorsOptions::Vectors(NamedVectorsOutput { vectors: vectors.collect() })
        }
    };
    Some(VectorsOutput { vectors_options: Some(options) })
}

fn vector_out(vector: VectorInternal) -> VectorOutput {
    let vector = match vector {
        VectorInternal::Dense(data) => vector_output::Vector::Dense(DenseVector { data }),
        VectorInternal::Sparse(sparse) => {
            vector_output::Vector::Sparse(SparseVector { values: sparse.values, indices: sparse.indices })
        }
        VectorInternal::MultiDense(multi) => {
            vector_output::Vector::MultiDense(MultiDenseVector::from(multi.into_multi_vectors()))
        }
    };
    VectorOutput { vector: Some(vector), ..VectorOutput::default() }
}
