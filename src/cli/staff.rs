//! `staff`: the accounts of the office, made where the database is.

use std::io::BufRead;

use anyhow::Context;
use clap::{Args, Subcommand};

use super::AtFault;
use crate::config::Config;
use crate::staff::{Role, Staff};
use crate::topics::clock;

/// Who changes accounts from here, in the log.
const TERMINAL: &str = "命令行";

/// What to do with accounts.
#[derive(Args)]
pub(super) struct StaffArgs {
    #[command(subcommand)]
    action: StaffAction,
}

#[derive(Subcommand)]
enum StaffAction {
    /// 新建账号；密码会问，或者用 --password-stdin 从标准输入读
    Add {
        /// 登录用的名字
        name: String,
        /// viewer 只看，editor 可改活动，admin 管理
        #[arg(long)]
        role: Role,
        /// 从标准输入读密码（一行）
        #[arg(long)]
        password_stdin: bool,
    },
    /// 改密码；所有登录都退出
    Password {
        /// 登录用的名字
        name: String,
        /// 从标准输入读密码（一行）
        #[arg(long)]
        password_stdin: bool,
    },
    /// 删除账号；记录留着
    Remove {
        /// 登录用的名字
        name: String,
    },
    /// 列出账号
    List,
}

pub(super) fn run(config: &Config, args: &StaffArgs) -> anyhow::Result<()> {
    let place = config
        .place()
        .ok_or_else(|| AtFault("配置里 database = \"none\"，不能有账号。".to_owned()))?;
    let staff = Staff::new(place);
    let now = clock::seconds();
    let fault = |e: crate::staff::AccountFault| AtFault(format!("{e}。"));
    match &args.action {
        StaffAction::Add {
            name,
            role,
            password_stdin,
        } => {
            let password = password(*password_stdin)?;
            let day = clock::now().day.to_string();
            staff
                .add(name, *role, &password, TERMINAL, &day, now)
                .map_err(fault)?;
            println!("已新建 {name}（{}）。登录：/staff/login", role.title());
        }
        StaffAction::Password {
            name,
            password_stdin,
        } => {
            let password = password(*password_stdin)?;
            staff
                .change_password(name, &password, TERMINAL, now)
                .map_err(fault)?;
            println!("已改 {name} 的密码，原来的登录都已退出。");
        }
        StaffAction::Remove { name } => {
            staff.remove(name, TERMINAL, now).map_err(fault)?;
            println!("已删除 {name}。");
        }
        StaffAction::List => {
            for account in staff.with(|store| store.accounts())? {
                println!("{}\t{}\t{}", account.name, account.role, account.created);
            }
        }
    }
    Ok(())
}

fn password(from_stdin: bool) -> anyhow::Result<String> {
    if from_stdin {
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .context("标准输入读不出密码")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let first = rpassword::prompt_password("密码（至少 10 个字符）：")
        .context("这里不能输入密码，请用 --password-stdin")?;
    let second = rpassword::prompt_password("再输一遍：")?;
    if first != second {
        return Err(AtFault("两遍密码不一样。".to_owned()).into());
    }
    Ok(first)
}
