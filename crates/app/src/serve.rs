//! The server.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::{Config, House};

/// Serves until told to stop; what was begun is finished first.
///
/// # Errors
/// When the port is taken or the house cannot be put together.
pub async fn serve(
    config: &Config,
    port: u16,
    lanes: usize,
    say: &mut (dyn std::io::Write + Send),
) -> anyhow::Result<()> {
    let address = SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
    let listener = TcpListener::bind(address).await.map_err(|cause| match cause.kind() {
        std::io::ErrorKind::AddrInUse => taken(port),
        _ => anyhow::Error::new(cause).context(format!("port {port}")),
    })?;
    let house = House::open(config).await?;
    let worker = tokio::spawn(house.worker.clone().run(lanes));
    writeln!(say, "杏坛 Xingtan: {}", config.address)?;
    say_accounts(config, say)?;
    axum::serve(listener, house.router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(told_to_stop())
        .await
        .context("serving")?;
    worker.abort();
    house.store.close().await;
    Ok(())
}

/// That the port is taken, and one that is not.
fn taken(port: u16) -> anyhow::Error {
    let free = |port: &u16| std::net::TcpListener::bind((Ipv4Addr::UNSPECIFIED, *port)).is_ok();
    let other = (port.saturating_add(1)..u16::MAX).find(free).unwrap_or(8080);
    anyhow::anyhow!(
        "端口 {port} 已被占用。请停止占用它的程序，或换一个端口：make run PORT={other}\nPort {port} is taken: stop what uses it, or choose another: make run PORT={other}"
    )
}

/// Says who can sign in, when this is a demonstration world.
fn say_accounts(config: &Config, say: &mut (dyn std::io::Write + Send)) -> anyhow::Result<()> {
    let Ok(text) = std::fs::read(config.demo_accounts()) else { return Ok(()) };
    let accounts: Vec<crate::demo::Account> = serde_json::from_slice(&text)?;
    writeln!(say, "\n演示世界，以下账号可以登录（密码都是 {}）:", crate::demo::PASSWORD)?;
    for account in accounts.iter().filter(|it| it.shown) {
        writeln!(say, "  {:<22} {}  {}", account.account, account.name, account.role)?;
    }
    if let Some(first) = accounts.iter().find(|it| !it.code.is_empty()) {
        writeln!(say, "首次使用（激活码 {}）: {}  {}", first.code, first.account, first.name)?;
    }
    writeln!(say)?;
    Ok(())
}

async fn told_to_stop() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
